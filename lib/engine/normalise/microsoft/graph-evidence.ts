import { isJsonObject, type JsonObject } from '../../decode/types';
import { at, firstText, text } from '../values';

const EVIDENCE_MAX = 200;

/** Evidence of the Graph security API as entities of the alert table, which are read in one place. */
export function graphEntities(evidence: unknown): JsonObject[] {
  return Array.isArray(evidence) ? evidence.slice(0, EVIDENCE_MAX).filter(isJsonObject).flatMap(entityOf) : [];
}

function entityOf(item: JsonObject): JsonObject[] {
  const type = (text(item['@odata.type']) ?? '').replace(/^.*\./, '').replace(/Evidence$/, '').toLowerCase();
  switch (type) {
    case 'device':
      return [{ Type: 'host', FQDN: text(item.deviceDnsName) ?? text(item.hostName), LastIpAddress: firstText(item.lastIpAddress) ?? firstText(item.ipInterfaces) }];
    case 'user':
      return [accountOf(item.userAccount)];
    case 'process':
      return [{
        Type: 'process', ProcessId: item.processId, CommandLine: item.processCommandLine, ImageFile: fileOf(item.imageFile),
        ParentProcess: { Type: 'process', ProcessId: item.parentProcessId, ImageFile: fileOf(item.parentProcessImageFile) },
      }, ...(isJsonObject(item.userAccount) ? [accountOf(item.userAccount)] : [])];
    case 'file':
      return [fileOf(item.fileDetails)];
    case 'ip':
      return [{ Type: 'ip', Address: item.ipAddress }];
    case 'url':
      return [{ Type: 'url', Url: item.url }];
    case 'registrykey':
      return [{ Type: 'registrykey', Key: item.registryKey }];
    case 'registryvalue':
      return [{ Type: 'registrykey', Key: item.registryKey }, { Type: 'registryvalue', Value: item.registryValue }];
    default:
      return [];
  }
}

function accountOf(account: unknown): JsonObject {
  if (!isJsonObject(account)) return { Type: 'account' };
  return { Type: 'account', Name: account.accountName, NTDomain: account.domainName, UserPrincipalName: account.userPrincipalName };
}

function fileOf(file: unknown): JsonObject {
  if (!isJsonObject(file)) return { Type: 'file' };
  const sha256 = text(at(file, 'sha256'));
  return { Type: 'file', Name: file.fileName, Directory: file.filePath, FileHashes: sha256 === undefined ? [] : [{ Algorithm: 'SHA256', Value: sha256 }] };
}
