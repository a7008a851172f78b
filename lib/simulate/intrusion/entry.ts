import { requester } from '../life/attendance';
import type { Site } from '../office/names';
import { PROGRAMS, unsigned, type Program } from '../office/programs';
import { endProcess, loadImage, markDownload, runBriefly, runScript, setRegistry, startProcess, writeFile } from '../runtime/processes';
import { sensorFile, visit } from '../runtime/network';
import { DISCOVERY, PAYLOAD_PATH, STAGER_PATH, downloads, encodedCommand, implantPath, payloadScript, stagerScript } from './lines';
import { callHome, deskOf, needed, type Stage } from './stage';

const MAIL_LINK: Site = { host: 'files.okuru-bin.example', address: '198.51.100.143', category: 'File Sharing', secure: true };
const POWERSHELL_AGENT = 'Mozilla/5.0 (Windows NT; Windows NT 10.0; ja-JP) WindowsPowerShell/5.1.22621.4391';
const AUTOMATION: Program = { ...PROGRAMS.svchost, image: 'C:\\Windows\\assembly\\NativeImages_v4.0.30319_64\\System.Manaa57fc8cc#\\8b2774850bdc17a926dc650317d86b33\\System.Management.Automation.ni.dll', original: 'System.Management.Automation.dll', description: 'System.Management.Automation' };

/** The user follows a link in a mail, saves the archive, and opens what looks like an invoice in it. */
export function playEntry(stage: Stage, at: number): void {
  const { world, cast, patient } = stage;
  const desk = deskOf(patient);
  const edge = needed(desk.edge, 'browser');
  const folder = downloads(cast);
  visit(world, patient, at, needed(desk.outlook, 'mail program'), { ...requester(desk), site: MAIL_LINK, path: '/d/8fK2p', resolve: true });
  const flow = visit(world, patient, at + 2000, edge, { ...requester(desk), site: MAIL_LINK, path: '/d/8fK2p/get', bytesIn: 412_000, score: 61, fileName: cast.archive });
  sensorFile(world, at + 2300, flow, 'SSL', 'application/zip', cast.archive, 411_600, false);
  writeFile(world, patient, at + 3000, edge, `${folder}${cast.archive}`);
  markDownload(world, patient, at + 3060, edge, `${folder}${cast.archive}`, `https://${MAIL_LINK.host}/d/8fK2p/get`);
  writeFile(world, patient, at + 24_000, desk.explorer, `${folder}${cast.lure}`);
  markDownload(world, patient, at + 24_030, desk.explorer, `${folder}${cast.lure}`, `https://${MAIL_LINK.host}/d/8fK2p/get`);
  const lure = startProcess(world, patient, at + 41_000, { program: unsigned(`${folder}${cast.lure}`), parent: desk.explorer, commandLine: `"${folder}${cast.lure}"`, directory: folder });
  stage.implant = lure;
}

/** Hidden PowerShell fetches a script, and the script an implant that is started at every logon. */
export function playExecution(stage: Stage, at: number): void {
  const { world, cast, patient } = stage;
  const desk = deskOf(patient);
  const lure = needed(stage.implant, 'opened file');
  const shell = startProcess(world, patient, at, { program: PROGRAMS.powershell, parent: lure, commandLine: encodedCommand(cast), directory: downloads(cast) });
  startProcess(world, patient, at + 40, { program: PROGRAMS.conhost, parent: shell, commandLine: '\\??\\C:\\Windows\\system32\\conhost.exe 0xffffffff -ForceV1' });
  loadImage(world, patient, at + 300, shell, AUTOMATION);
  runScript(world, patient, at + 700, shell, stagerScript(cast), '');
  const request = { ...requester(desk), site: cast.stager, agent: POWERSHELL_AGENT, resolve: false, endpointEvent: true, score: 41 };
  visit(world, patient, at + 1200, shell, { ...request, path: STAGER_PATH, bytesOut: 190, bytesIn: 2400, mime: 'text/plain' });
  runScript(world, patient, at + 1900, shell, payloadScript(cast), '');
  const flow = visit(world, patient, at + 2600, shell, { ...request, path: PAYLOAD_PATH, bytesOut: 190, bytesIn: 618_496, mime: 'application/x-dosexec', fileName: 'update.bin' });
  sensorFile(world, at + 2700, flow, 'HTTP', 'application/x-dosexec', 'update.bin', 618_496, false);
  writeFile(world, patient, at + 3900, shell, implantPath(cast));
  const implant = startProcess(world, patient, at + 5200, { program: unsigned(implantPath(cast)), parent: shell, commandLine: `"${implantPath(cast)}"`, directory: downloads(cast) });
  endProcess(world, patient, at + 7000, shell);
  endProcess(world, patient, at + 7400, lure);
  stage.implant = implant;
}

export function playPersistence(stage: Stage, at: number): void {
  const { world, cast, patient } = stage;
  const desk = deskOf(patient);
  const implant = needed(stage.implant, 'implant');
  setRegistry(world, patient, at, implant, `HKU\\${desk.session.sid}\\Software\\Microsoft\\Windows\\CurrentVersion\\Run\\SyncHost`, implantPath(cast));
  callHome(stage, patient, at + 900, implant, true);
}

const DISCOVERY_PROGRAMS: readonly Program[] = [PROGRAMS.whoami, PROGRAMS.systeminfo, PROGRAMS.net, PROGRAMS.nltest, PROGRAMS.tasklist];

/** A person at a keyboard far away looks around: pauses between the commands, some seconds of reading. */
export function playDiscovery(stage: Stage, at: number): void {
  const { world, patient } = stage;
  const implant = needed(stage.implant, 'implant');
  let now = at;
  DISCOVERY.forEach((commandLine, index) => {
    const shell = startProcess(world, patient, now, { program: PROGRAMS.cmd, parent: implant, commandLine: `C:\\Windows\\system32\\cmd.exe /c ${commandLine.replace('  ', ' ')}` });
    const command = startProcess(world, patient, now + 90, { program: needed(DISCOVERY_PROGRAMS[index], 'program'), parent: shell, commandLine });
    if (command.program === PROGRAMS.net) runBriefly(world, patient, now + 140, { program: PROGRAMS.net1, parent: command, commandLine: 'C:\\Windows\\system32\\net1  group "Domain Admins" /domain' }, 300);
    endProcess(world, patient, now + 900, command);
    endProcess(world, patient, now + 950, shell);
    now += patient.random.int(22_000, 50_000);
  });
}

/** The auto-elevating settings helper starts whatever the user's own registry names. */
export function playElevation(stage: Stage, at: number): void {
  const { world, cast, patient } = stage;
  const desk = deskOf(patient);
  const implant = needed(stage.implant, 'implant');
  const key = `HKU\\${desk.session.sid}_Classes\\ms-settings\\shell\\open\\command`;
  setRegistry(world, patient, at, implant, `${key}\\(Default)`, implantPath(cast));
  setRegistry(world, patient, at + 40, implant, `${key}\\DelegateExecute`, '(Empty)');
  const helper = startProcess(world, patient, at + 700, { program: PROGRAMS.fodhelper, parent: implant, integrity: 'High', commandLine: '"C:\\Windows\\system32\\fodhelper.exe"' });
  stage.elevated = startProcess(world, patient, at + 1600, { program: unsigned(implantPath(cast)), parent: helper, integrity: 'High', commandLine: `"${implantPath(cast)}"` });
  endProcess(world, patient, at + 2000, helper);
}
