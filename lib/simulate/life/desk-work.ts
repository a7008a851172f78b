import { localDateDigits, localMonth } from '../calendar';
import { CLOUD, SITES } from '../office/names';
import { PROGRAMS, type Program } from '../office/programs';
import type { Desk, Host, SystemProcesses } from '../runtime/host';
import { logOff, logOn } from '../runtime/logons';
import { visit } from '../runtime/network';
import { endProcess, markDownload, runBriefly, setRegistry, startProcess, writeFile } from '../runtime/processes';
import { openShares, sensorCall, sensorShareFile, shareFileOpened } from '../runtime/shares';
import type { World } from '../runtime/world';
import { requester } from './attendance';

/** Something that a person does at their desk; it only happens while they are there. */
export type DeskAct = (world: World, host: Host, at: number, desk: Desk, system: SystemProcesses) => void;

const PATHS = ['/', '/index.html', '/news/today', '/search?q=%E8%A6%8B%E7%A9%8D', '/articles/list', '/assets/app.js', '/images/top.jpg', '/account/home'] as const;

export const browse: DeskAct = (world, host, at, desk) => {
  if (desk.edge === undefined) return;
  const { random } = host;
  if (random.chance(0.5)) {
    runBriefly(world, host, at, { program: PROGRAMS.edge, parent: desk.edge, integrity: 'Low', commandLine: `"${PROGRAMS.edge.image}" --type=renderer --lang=ja --renderer-client-id=${random.int(5, 400)} /prefetch:1` }, random.int(20_000, 90_000));
  }
  for (let page = random.int(1, 3), now = at + 150; page > 0; page -= 1, now += random.int(300, 9000)) {
    visit(world, host, now, desk.edge, { ...requester(desk), site: random.pick(SITES), path: random.pick(PATHS) });
  }
};

export const readMail: DeskAct = (world, host, at, desk) => {
  if (desk.outlook === undefined) return;
  const { random } = host;
  visit(world, host, at, desk.outlook, { ...requester(desk), site: CLOUD.mail, path: '/mapi/emsmdb/', method: 'POST', bytesOut: random.int(2000, 9000), bytesIn: random.int(10_000, 900_000), resolve: random.chance(0.3) });
  if (!random.chance(0.4)) return;
  const document = documentName(world, host, at, desk);
  const path = `C:\\Users\\${desk.person.login}\\AppData\\Local\\Microsoft\\Windows\\INetCache\\Content.Outlook\\${host.random.hex(8).toUpperCase()}\\${document}`;
  writeFile(world, host, at + 1800, desk.outlook, path);
  openDocument(world, host, at + 2600, desk.outlook, path);
};

export const workOnShare: DeskAct = (world, host, at, desk) => {
  const { random } = host;
  const { department } = desk.person;
  const server = world.server(random.chance(0.7) ? 'FS-01' : 'FS-02');
  const file = `${department.folder}\\${documentName(world, host, at, desk)}`;
  const flow = openShares(world, host, server, at, [department.share], random.int(4000, 60_000), random.int(40_000, 4_000_000));
  sensorShareFile(world, at + 20, flow, server, department.share, file, 'SMB::FILE_OPEN', random.int(12_000, 3_000_000));
  const session = logOn(world, server, at, desk.person, { type: 3, from: { host, port: flow.fromPort } });
  shareFileOpened(world, server, at + 20, session, host, flow.fromPort, department.share, `\\??\\D:\\Shares\\${department.share}`, file, random.chance(0.4) ? 'write' : 'read');
  logOff(world, server, at + random.int(60_000, 500_000), session, 3);
  openDocument(world, host, at + 400, desk.explorer, `S:\\${file}`);
};

export const printDocument: DeskAct = (world, host, at, desk, system) => {
  const server = world.server('PRINT-01');
  const flow = openShares(world, host, server, at + 600, ['IPC$'], host.random.int(90_000, 2_000_000), 4000);
  runBriefly(world, host, at, { program: PROGRAMS.splwow64, parent: desk.explorer, commandLine: 'C:\\Windows\\splwow64.exe 8192' }, 30_000);
  sensorCall(world, at + 640, flow, '\\pipe\\spoolss', 'spoolss', 'RpcOpenPrinterEx');
  sensorCall(world, at + 700, flow, '\\pipe\\spoolss', 'spoolss', 'RpcStartDocPrinter');
  const session = logOn(world, server, at + 610, desk.person, { type: 3, from: { host, port: flow.fromPort } });
  logOff(world, server, at + 9000, session, 3);
  writeFile(world, host, at + 500, system.spooler, `C:\\Windows\\System32\\spool\\PRINTERS\\${String(host.random.int(2, 400)).padStart(5, '0')}.SPL`);
};

export const meet: DeskAct = (world, host, at, desk) => {
  if (desk.teams === undefined) return;
  visit(world, host, at, desk.teams, { ...requester(desk), site: CLOUD.teams, path: '/api/calling/join', method: 'POST', bytesOut: 40_000, bytesIn: 60_000, endpointEvent: true });
  visit(world, host, at + 2500, desk.teams, { ...requester(desk), site: CLOUD.teams, path: '/media/stream', bytesOut: host.random.int(9_000_000, 30_000_000), bytesIn: host.random.int(30_000_000, 160_000_000), seconds: host.random.int(900, 3600), resolve: false });
};

export const syncDrive: DeskAct = (world, host, at, desk) => {
  if (desk.oneDrive === undefined) return;
  visit(world, host, at, desk.oneDrive, { ...requester(desk), site: CLOUD.drive, path: '/personal/sync', method: 'PUT', bytesOut: host.random.int(20_000, 3_000_000), bytesIn: 1800, endpointEvent: true, agent: 'OneDrive/24.226 (Windows 10.0.22621)' });
  setRegistry(world, host, at + 900, desk.oneDrive, `HKU\\${desk.person.sid}\\SOFTWARE\\Microsoft\\OneDrive\\Accounts\\Business1\\LastSyncTime`, `QWORD (0x00000000-0x${host.random.hex(8)})`);
};

/** Developers: editor, version control, and self-written scripts. */
export const develop: DeskAct = (world, host, at, desk) => {
  const { random } = host;
  const directory = `C:\\Users\\${desk.person.login}\\source\\kensa-app\\`;
  const editor = startProcess(world, host, at, { program: PROGRAMS.editor, parent: desk.explorer, commandLine: `"${PROGRAMS.editor.image}" ${directory}`, directory });
  let now = at + 4000;
  const commands: readonly [Program, string][] = [
    [PROGRAMS.git, 'git.exe fetch --all --prune'], [PROGRAMS.git, 'git.exe status -z -uall'], [PROGRAMS.python, `"${PROGRAMS.python.image}" -m pytest tests`], [PROGRAMS.node, `"${PROGRAMS.node.image}" scripts\\build.mjs --watch`], [PROGRAMS.git, 'git.exe push origin main'],
  ];
  for (const [program, commandLine] of commands) {
    now += random.int(3000, 20_000);
    runBriefly(world, host, now, { program, parent: editor, commandLine, directory }, random.int(800, 9000));
  }
  endProcess(world, host, now + 30_000, editor);
  if (desk.edge !== undefined) visit(world, host, now, desk.edge, { ...requester(desk), site: SITES[14] ?? CLOUD.update, path: '/asagiri/kensa-app.git/info/refs', endpointEvent: true });
};

/** The month's figures go to the partner's well-known cloud storage: large, but from a browser to a known place. */
export const monthlyUpload: DeskAct = (world, host, at, desk) => {
  if (desk.edge === undefined) return;
  const name = `${localMonth(at, world.settings.timeZoneOffsetMinutes)}_資料一式.zip`;
  runBriefly(world, host, at, { program: PROGRAMS.sevenZipGui, parent: desk.explorer, commandLine: `"${PROGRAMS.sevenZipGui.image}" a -tzip "C:\\Users\\${desk.person.login}\\Documents\\${name}"` }, 9000);
  writeFile(world, host, at + 2000, desk.explorer, `C:\\Users\\${desk.person.login}\\Documents\\${name}`);
  visit(world, host, at + 40_000, desk.edge, { ...requester(desk), site: CLOUD.storage, path: '/upload/session', method: 'POST', bytesOut: host.random.int(18_000_000, 60_000_000), bytesIn: 2400, seconds: 48, fileName: name });
};

/** A tool that someone fetches and installs on their own: signed by its known maker, and from the maker's site. */
export const installFromDownloads: DeskAct = (world, host, at, desk) => {
  if (desk.edge === undefined) return;
  const folder = `C:\\Users\\${desk.person.login}\\Downloads\\`;
  const path = `${folder}${PROGRAMS.sevenZipSetup.image}`;
  visit(world, host, at, desk.edge, { ...requester(desk), site: CLOUD.downloads, path: '/a/7z2409-x64.exe', bytesIn: 1_640_000, fileName: PROGRAMS.sevenZipSetup.image });
  writeFile(world, host, at + 1400, desk.edge, path);
  markDownload(world, host, at + 1500, desk.edge, path, `https://${CLOUD.downloads.host}/a/7z2409-x64.exe`);
  const setup = startProcess(world, host, at + 21_000, { program: { ...PROGRAMS.sevenZipSetup, image: path }, parent: desk.explorer, integrity: 'High', commandLine: `"${path}"`, directory: folder });
  writeFile(world, host, at + 24_000, setup, PROGRAMS.sevenZip.image);
  setRegistry(world, host, at + 24_500, setup, 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\7-Zip\\DisplayVersion', '24.09');
  endProcess(world, host, at + 26_000, setup);
};

function openDocument(world: World, host: Host, at: number, parent: Desk['explorer'], path: string): void {
  const program = path.endsWith('.xlsx') ? PROGRAMS.excel : path.endsWith('.pptx') ? PROGRAMS.powerpoint : PROGRAMS.word;
  const process = startProcess(world, host, at, { program, parent, commandLine: `"${program.image}" "${path}"` });
  writeFile(world, host, at + 1900, process, path.replace(/\\([^\\]+)$/, '\\~$$$1'));
  endProcess(world, host, at + host.random.int(90_000, 900_000), process);
}

function documentName(world: World, host: Host, at: number, desk: Desk): string {
  return host.random.pick(desk.person.department.documents).replace('{m}', localDateDigits(at, world.settings.timeZoneOffsetMinutes).slice(0, 6));
}
