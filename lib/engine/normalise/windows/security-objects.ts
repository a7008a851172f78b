import type { Activity } from '../../activity/activity';
import type { JsonObject } from '../../decode/types';
import { text } from '../values';

/** Kernel names of registry roots as everyone else writes them. */
export function registryPath(kernelName: string): string {
  const rest = kernelName.replace(/^\\REGISTRY\\/i, '');
  if (rest === kernelName) return kernelName;
  if (/^MACHINE(?:\\|$)/i.test(rest)) return `HKLM${rest.slice(7)}`;
  if (/^USER(?:\\|$)/i.test(rest)) return `HKU${rest.slice(4)}`;
  return kernelName;
}

/** Rights that delete or write, by bit of the access mask. */
const DELETE = 0x10000;
const WRITE = 0x2 | 0x4;

/** Object access (4656, 4658, 4660, 4663): what kind of object decides what it is. */
export function readObjectAccess(activity: Activity, fields: JsonObject): void {
  const name = text(fields.ObjectName);
  const mask = Number(text(fields.AccessMask) ?? 0);
  switch (text(fields.ObjectType)) {
    case 'File':
      activity.filePath = name;
      activity.kind = (mask & DELETE) !== 0 ? 'file_delete' : (mask & WRITE) !== 0 ? 'file_create' : 'file_read';
      return;
    case 'Key':
      activity.registryKey = name === undefined ? undefined : registryPath(name);
      activity.kind = (mask & DELETE) !== 0 ? 'registry_delete' : (mask & WRITE) !== 0 ? 'registry_set' : 'other';
      return;
    case 'Process':
      activity.targetProcessImage = name;
      activity.kind = 'process_access';
      return;
    default:
      activity.message = name;
  }
}
