/** An executable as Sysmon describes it. The signer follows from the company. */
export interface Program { image: string; original: string; company: string; product: string; description: string; version: string }

const OS = 'Microsoft® Windows® Operating System';
const OS_VERSION = '10.0.22621.1 (WinBuild.160101.0800)';
const SYSTEM32 = 'C:\\Windows\\System32\\';

/** A program that comes with the operating system, below System32 unless `folder` says otherwise. */
function windows(file: string, description: string, folder = SYSTEM32, original = file): Program {
  return { image: folder + file, original, company: 'Microsoft Corporation', product: OS, description, version: OS_VERSION };
}

function app(image: string, original: string, company: string, product: string, version: string, description = product): Program {
  return { image, original, company, product, description, version };
}

const OFFICE = 'C:\\Program Files\\Microsoft Office\\root\\Office16\\';
const EDGE = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\';

export const PROGRAMS = {
  smss: windows('smss.exe', 'Windows Session Manager'), csrss: windows('csrss.exe', 'Client Server Runtime Process'), wininit: windows('wininit.exe', 'Windows Start-Up Application'),
  winlogon: windows('winlogon.exe', 'Windows Logon Application'), services: windows('services.exe', 'Services and Controller app'), lsass: windows('lsass.exe', 'Local Security Authority Process'),
  svchost: windows('svchost.exe', 'Host Process for Windows Services'), spoolsv: windows('spoolsv.exe', 'Spooler SubSystem App'), userinit: windows('userinit.exe', 'Userinit Logon Application'),
  explorer: windows('explorer.exe', 'Windows Explorer', 'C:\\Windows\\', 'EXPLORER.EXE'), taskhostw: windows('taskhostw.exe', 'Host Process for Windows Tasks'), dllhost: windows('dllhost.exe', 'COM Surrogate'),
  conhost: windows('conhost.exe', 'Console Window Host', SYSTEM32, 'CONHOST.EXE'), runtimeBroker: windows('RuntimeBroker.exe', 'Runtime Broker'), cmd: windows('cmd.exe', 'Windows Command Processor', SYSTEM32, 'Cmd.Exe'),
  backgroundTask: windows('backgroundTaskHost.exe', 'Background Task Host'), searchProtocol: windows('SearchProtocolHost.exe', 'Microsoft Windows Search Protocol Host'), splwow64: windows('splwow64.exe', 'Print driver host for applications', 'C:\\Windows\\'),
  powershell: windows('powershell.exe', 'Windows PowerShell', `${SYSTEM32}WindowsPowerShell\\v1.0\\`, 'PowerShell.EXE'), gpscript: windows('gpscript.exe', 'Group Policy Script Application'), whoami: windows('whoami.exe', 'whoami - displays logged on user information'),
  ipconfig: windows('ipconfig.exe', 'IP Configuration Utility'), gpupdate: windows('gpupdate.exe', 'Microsoft® Group Policy Update Utility'), sc: windows('sc.exe', 'Service Control Manager Configuration Tool'),
  systeminfo: windows('systeminfo.exe', 'Displays system information', SYSTEM32, 'sysinfo.exe'), net: windows('net.exe', 'Net Command'), net1: windows('net1.exe', 'Net Command'), nltest: windows('nltest.exe', 'Microsoft® Logon Server Test Utility', SYSTEM32, 'nltestrk.exe'),
  tasklist: windows('tasklist.exe', 'Lists the current running tasks'), ping: windows('PING.EXE', 'TCP/IP Ping Command', SYSTEM32, 'ping.exe'), mstsc: windows('mstsc.exe', 'Remote Desktop Connection'), mmc: windows('mmc.exe', 'Microsoft Management Console'),
  rundll32: windows('rundll32.exe', 'Windows host process (Rundll32)', SYSTEM32, 'RUNDLL32.EXE'), reg: windows('reg.exe', 'Registry Console Tool'), fodhelper: windows('fodhelper.exe', 'Features On Demand Helper', SYSTEM32, 'FodHelper.EXE'),
  wevtutil: windows('wevtutil.exe', 'Eventing Command Line Utility'), msiexec: windows('msiexec.exe', 'Windows® installer'), usoWorker: windows('MoUsoCoreWorker.exe', 'MoUSO Core Worker Process'), robocopy: windows('Robocopy.exe', 'Microsoft Robocopy', SYSTEM32, 'robocopy.exe'),
  logonUi: windows('LogonUI.exe', 'Windows Logon User Interface Host', SYSTEM32, 'logonui.exe'), notepad: windows('notepad.exe', 'Notepad', SYSTEM32, 'NOTEPAD.EXE'),
  curl: app(`${SYSTEM32}curl.exe`, 'curl.exe', 'curl, https://curl.se/', 'The curl executable', '8.4.0', 'The curl executable'),
  defender: windows('MsMpEng.exe', 'Antimalware Service Executable', 'C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\4.18.25110.5-0\\'),
  defenderScan: windows('MpCmdRun.exe', 'Microsoft Malware Protection Command Line Utility', 'C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\4.18.25110.5-0\\'),
  outlook: app(`${OFFICE}OUTLOOK.EXE`, 'Outlook.exe', 'Microsoft Corporation', 'Microsoft Office', '16.0.17928.20392', 'Microsoft Outlook'),
  excel: app(`${OFFICE}EXCEL.EXE`, 'Excel.exe', 'Microsoft Corporation', 'Microsoft Office', '16.0.17928.20392', 'Microsoft Excel'),
  word: app(`${OFFICE}WINWORD.EXE`, 'WinWord.exe', 'Microsoft Corporation', 'Microsoft Office', '16.0.17928.20392', 'Microsoft Word'),
  powerpoint: app(`${OFFICE}POWERPNT.EXE`, 'POWERPNT.EXE', 'Microsoft Corporation', 'Microsoft Office', '16.0.17928.20392', 'Microsoft PowerPoint'),
  officeUpdate: app('C:\\Program Files\\Common Files\\Microsoft Shared\\ClickToRun\\OfficeC2RClient.exe', 'OfficeC2RClient.exe', 'Microsoft Corporation', 'Microsoft Office', '16.0.17928.20392', 'Microsoft Office Click-to-Run Client'),
  edge: app(`${EDGE}msedge.exe`, 'msedge.exe', 'Microsoft Corporation', 'Microsoft Edge', '131.0.2903.112'),
  edgeUpdate: app('C:\\Program Files (x86)\\Microsoft\\EdgeUpdate\\MicrosoftEdgeUpdate.exe', 'msedgeupdate.dll', 'Microsoft Corporation', 'Microsoft Edge Update', '1.3.1951.35'),
  teams: app('C:\\Program Files\\WindowsApps\\MSTeams_24335.208.3315.1951_x64__8wekyb3d8bbwe\\ms-teams.exe', 'ms-teams.exe', 'Microsoft', 'Microsoft Teams', '24335.208.3315.1951'),
  oneDrive: app('C:\\Program Files\\Microsoft OneDrive\\OneDrive.exe', 'OneDrive.exe', 'Microsoft Corporation', 'Microsoft OneDrive', '24.226.1110.0004'),
  sevenZip: app('C:\\Program Files\\7-Zip\\7z.exe', '7z.exe', 'Igor Pavlov', '7-Zip', '24.09', '7-Zip Console'), sevenZipGui: app('C:\\Program Files\\7-Zip\\7zG.exe', '7zg.exe', 'Igor Pavlov', '7-Zip', '24.09', '7-Zip GUI'),
  sevenZipSetup: app('7z2409-x64.exe', '7zipInstall.exe', 'Igor Pavlov', '7-Zip', '24.09', '7-Zip Installer'),
  python: app('C:\\Program Files\\Python312\\python.exe', 'python.exe', 'Python Software Foundation', 'Python', '3.12.8'), node: app('C:\\Program Files\\nodejs\\node.exe', 'node.exe', 'Node.js', 'Node.js', '22.12.0', 'Node.js JavaScript Runtime'),
  git: app('C:\\Program Files\\Git\\cmd\\git.exe', 'git.exe', 'The Git Development Community', 'Git', '2.47.1'), editor: app('C:\\Program Files\\Microsoft VS Code\\Code.exe', 'electron.exe', 'Microsoft Corporation', 'Visual Studio Code', '1.96.2'),
  assetAgent: app('C:\\Program Files\\Asagiri Asset Agent\\assetagent.exe', 'assetagent.exe', 'Asagiri Seisakusho', 'Asagiri Asset Agent', '5.2.0'),
  scanner: app('C:\\Program Files\\Mihari Scanner\\miharid.exe', 'miharid.exe', 'Mihari Software', 'Mihari Vulnerability Scanner', '9.4.1'),
  psexec: app('C:\\ProgramData\\mon\\PsExec64.exe', 'psexec.c', 'Sysinternals - www.sysinternals.com', 'Sysinternals PsExec', '2.43', 'Execute processes remotely'),
  psexecService: app('C:\\Windows\\PSEXESVC.exe', 'psexesvc.exe', 'Sysinternals', 'Sysinternals PsExec', '2.43', 'PsExec Service'),
} as const satisfies Record<string, Program>;

/** The same program at another path (a copy or a download). */
export function copyOf(program: Program, image: string): Program {
  return { ...program, image };
}

/** A program whose author filled in nothing, as self-made tools are. */
export function unsigned(image: string): Program {
  return { image, original: '-', company: '-', product: '-', description: '-', version: '-' };
}
