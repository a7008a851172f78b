import { PROGRAMS, copyOf } from '../office/programs';
import type { Host } from '../runtime/host';
import { visit } from '../runtime/network';
import { deleteFile, endProcess, runBriefly, startProcess, writeFile } from '../runtime/processes';
import { ARCHIVE_COMMAND, ARCHIVE_FILE, CLEAR_COMMANDS, STAGE, uploadCommand } from './lines';
import { needed, type Stage } from './stage';

export function playCollection(stage: Stage, at: number, server: Host): void {
  const { world } = stage;
  const packer = startProcess(world, server, at, { program: copyOf({ ...PROGRAMS.sevenZip, original: '7za.exe', description: '7-Zip Standalone Console' }, `${STAGE}7za.exe`), parent: needed(stage.serverShell, 'shell on the server'), commandLine: ARCHIVE_COMMAND });
  writeFile(world, server, at + 900, packer, ARCHIVE_FILE);
  endProcess(world, server, at + 88_000, packer);
}

/** One request of many megabytes, straight to an address that nobody in the office has talked to before. */
export function playExfiltration(stage: Stage, at: number, server: Host): void {
  const { world, cast } = stage;
  const tool = startProcess(world, server, at, { program: PROGRAMS.curl, parent: needed(stage.serverShell, 'shell on the server'), commandLine: uploadCommand(cast) });
  visit(world, server, at + 400, tool, {
    site: cast.dropSite, path: '/u/k0112.7z', method: 'PUT', bytesOut: cast.exfiltratedBytes, bytesIn: 620, seconds: 71, agent: 'curl/8.4.0', score: 41, resolve: false, endpointEvent: true, user: server.account, group: 'Domain Computers', fileName: 'k0112.7z',
  });
  endProcess(world, server, at + 73_000, tool);
}

export function playEvasion(stage: Stage, at: number, server: Host): void {
  const { world } = stage;
  const shell = needed(stage.serverShell, 'shell on the server');
  deleteFile(world, server, at, shell, ARCHIVE_FILE);
  CLEAR_COMMANDS.forEach((commandLine, index) => runBriefly(world, server, at + 9000 + index * 8000, { program: PROGRAMS.wevtutil, parent: shell, commandLine }, 300));
  world.event(server, at + 9200, 'eventlog', 1102, 'Log clear', { SubjectUserSid: 'S-1-5-18', SubjectUserName: 'SYSTEM', SubjectDomainName: 'NT AUTHORITY', SubjectLogonId: '0x3e7' });
  endProcess(world, server, at + 30_000, shell);
}
