import protobuf from 'protobufjs/light.js';

/** The parts of OTLP that logs use, by the field numbers of its public definition (opentelemetry/proto 1.x). */
const TYPES: Readonly<Record<string, protobuf.IType>> = {
  ExportLogsServiceRequest: { fields: { resourceLogs: { rule: 'repeated', type: 'ResourceLogs', id: 1 } } },
  ResourceLogs: {
    fields: { resource: { type: 'Resource', id: 1 }, scopeLogs: { rule: 'repeated', type: 'ScopeLogs', id: 2 }, schemaUrl: { type: 'string', id: 3 } },
  },
  ScopeLogs: {
    fields: { scope: { type: 'InstrumentationScope', id: 1 }, logRecords: { rule: 'repeated', type: 'LogRecord', id: 2 }, schemaUrl: { type: 'string', id: 3 } },
  },
  LogRecord: {
    fields: {
      timeUnixNano: { type: 'fixed64', id: 1 }, severityNumber: { type: 'int32', id: 2 }, severityText: { type: 'string', id: 3 }, body: { type: 'AnyValue', id: 5 },
      attributes: { rule: 'repeated', type: 'KeyValue', id: 6 }, droppedAttributesCount: { type: 'uint32', id: 7 }, flags: { type: 'fixed32', id: 8 },
      traceId: { type: 'bytes', id: 9 }, spanId: { type: 'bytes', id: 10 }, observedTimeUnixNano: { type: 'fixed64', id: 11 }, eventName: { type: 'string', id: 12 },
    },
  },
  Resource: {
    fields: {
      attributes: { rule: 'repeated', type: 'KeyValue', id: 1 }, droppedAttributesCount: { type: 'uint32', id: 2 }, entityRefs: { rule: 'repeated', type: 'EntityRef', id: 3 },
    },
  },
  EntityRef: {
    fields: {
      schemaUrl: { type: 'string', id: 1 }, type: { type: 'string', id: 2 }, idKeys: { rule: 'repeated', type: 'string', id: 3 }, descriptionKeys: { rule: 'repeated', type: 'string', id: 4 },
    },
  },
  InstrumentationScope: {
    fields: {
      name: { type: 'string', id: 1 }, version: { type: 'string', id: 2 }, attributes: { rule: 'repeated', type: 'KeyValue', id: 3 }, droppedAttributesCount: { type: 'uint32', id: 4 },
    },
  },
  KeyValue: { fields: { key: { type: 'string', id: 1 }, value: { type: 'AnyValue', id: 2 } } },
  AnyValue: {
    oneofs: { value: { oneof: ['stringValue', 'boolValue', 'intValue', 'doubleValue', 'arrayValue', 'kvlistValue', 'bytesValue'] } },
    fields: {
      stringValue: { type: 'string', id: 1 }, boolValue: { type: 'bool', id: 2 }, intValue: { type: 'int64', id: 3 }, doubleValue: { type: 'double', id: 4 },
      arrayValue: { type: 'ArrayValue', id: 5 }, kvlistValue: { type: 'KeyValueList', id: 6 }, bytesValue: { type: 'bytes', id: 7 },
    },
  },
  ArrayValue: { fields: { values: { rule: 'repeated', type: 'AnyValue', id: 1 } } },
  KeyValueList: { fields: { values: { rule: 'repeated', type: 'KeyValue', id: 1 } } },
  ExportLogsPartialSuccess: { fields: { rejectedLogRecords: { type: 'int64', id: 1 }, errorMessage: { type: 'string', id: 2 } } },
  ExportLogsServiceResponse: { fields: { partialSuccess: { type: 'ExportLogsPartialSuccess', id: 1 } } },
  Status: { fields: { code: { type: 'int32', id: 1 }, message: { type: 'string', id: 2 } } },
};

let root: protobuf.Root | undefined;

function typeOf(name: string): protobuf.Type {
  return (root ??= protobuf.Root.fromJSON({ nested: { ...TYPES } })).lookupType(name);
}

/** A message in protobuf as OTLP's JSON has it: 64-bit integers and bytes as text. Throws when the bytes are no such message. */
export function decodeOtlpRequest(bytes: Uint8Array): Record<string, unknown> {
  const type = typeOf('ExportLogsServiceRequest');
  return type.toObject(type.decode(bytes), { longs: String, bytes: String, json: true });
}

/** An answer of ours in protobuf. */
export function encodeOtlp(name: 'ExportLogsServiceResponse' | 'Status', message: Record<string, unknown>): Uint8Array<ArrayBuffer> {
  const type = typeOf(name);
  return new Uint8Array(type.encode(type.fromObject(message)).finish());
}
