import { localDateDigits } from '../calendar';
import { DEPARTMENTS } from '../office/names';
import { PROGRAMS } from '../office/programs';
import { connRecord } from '../records/zeek';
import type { Host } from '../runtime/host';
import { failLogon, logOff, logOn } from '../runtime/logons';
import { flowBetween } from '../runtime/network';
import { endProcess, runBriefly, startProcess, writeFile } from '../runtime/processes';
import { openShares } from '../runtime/shares';
import type { World } from '../runtime/world';

const SCANNED_PORTS = [22, 80, 135, 139, 443, 445, 1433, 3389, 5985, 8080] as const;
const SCANNED_DESKTOPS = 20;

/** The nightly backup of a file server: a scheduled script packs each share, then the packages are copied away. */
export function backUp(world: World, server: Host, at: number): void {
  const system = server.running;
  if (system === undefined) return;
  const date = localDateDigits(at, world.settings.timeZoneOffsetMinutes);
  const script = startProcess(world, server, at, { program: PROGRAMS.cmd, parent: system.scheduler, commandLine: 'C:\\Windows\\system32\\cmd.exe /c C:\\Backup\\nightly.cmd', directory: 'C:\\Backup\\' });
  let now = at + 1500;
  for (const { share } of DEPARTMENTS) {
    const target = `E:\\Backup\\${share}-${date}.7z`;
    const packer = startProcess(world, server, now, { program: PROGRAMS.sevenZip, parent: script, commandLine: `"${PROGRAMS.sevenZip.image}" a -t7z -mx3 ${target} D:\\Shares\\${share}`, directory: 'C:\\Backup\\' });
    writeFile(world, server, now + 700, packer, target);
    now += server.random.int(60_000, 400_000);
    endProcess(world, server, now, packer);
    now += 500;
  }
  const target = world.server('APP-01');
  runBriefly(world, server, now, { program: PROGRAMS.robocopy, parent: script, commandLine: 'robocopy  E:\\Backup \\\\APP-01\\backup$ /MIR /R:1 /W:5', directory: 'C:\\Backup\\' }, 500_000);
  openShares(world, server, target, now + 300, ['backup$'], 2_400_000_000, 90_000);
  endProcess(world, server, now + 501_000, script);
}

/** The vulnerability scanner knocks on every door; its own account logs on where it may. */
export function scanForVulnerabilities(world: World, scanner: Host, at: number): void {
  const system = scanner.running;
  if (system === undefined) return;
  const account = { login: 'svc-scan', sid: 'S-1-5-21-2718281828-1414213562-1732050807-1110', department: world.office.administrator.department };
  const daemon = startProcess(world, scanner, at, { program: PROGRAMS.scanner, parent: system.services, commandLine: `"${PROGRAMS.scanner.image}" --profile nightly` });
  const targets = [...world.servers.filter((server) => server !== scanner), ...world.desktops.slice(0, SCANNED_DESKTOPS)];
  let now = at + 5000;
  for (const target of targets) {
    for (const port of SCANNED_PORTS) {
      now += scanner.random.int(20, 400);
      const open = port === 135 || port === 445;
      const flow = flowBetween(scanner, target, now, port, '', scanner.newPort(), open ? 120 : 0, open ? 160 : 0, 0.01);
      const state = target.running === undefined ? 'S0' : open ? 'SF' : 'REJ';
      world.timeline.emit('network', now, connRecord({ ...flow, state }));
    }
    if (target.running === undefined) continue;
    const port = scanner.newPort();
    if (target.machine.role === 'desktop') failLogon(world, target, now + 300, account.login, 3, { address: scanner.machine.address, name: scanner.machine.name, port });
    else logOff(world, target, now + 9000, logOn(world, target, now + 300, account, { type: 3, from: { host: scanner, port }, package: 'NTLM', logonProcess: 'NtLmSsp ' }), 3);
  }
  endProcess(world, scanner, now + 10_000, daemon);
}
