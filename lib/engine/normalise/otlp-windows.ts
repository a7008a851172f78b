import { isJsonObject, type JsonObject } from '../decode/types';
import { text } from './values';

/** A Windows event as the OpenTelemetry Collector's receiver writes it, in the shape of the event's own XML; undefined when it is none. */
export function windowsEventOfCollector(body: JsonObject): JsonObject | undefined {
  const { event_id: id, provider, execution, security } = body;
  if (!isJsonObject(id) || id.id === undefined || !isJsonObject(provider) || body.channel === undefined) return undefined;
  const event: JsonObject = {
    System: {
      Provider: { Name: provider.name, Guid: provider.guid }, EventID: id.id, Channel: body.channel, Computer: body.computer, EventRecordID: body.record_id,
      TimeCreated: { SystemTime: body.system_time }, Level: body.level, Task: body.task, Opcode: body.opcode, Keywords: body.keywords,
      ...(isJsonObject(execution) ? { Execution: { ProcessID: execution.process_id, ThreadID: execution.thread_id } } : {}),
      ...(isJsonObject(security) ? { Security: { UserID: security.user_id } } : {}),
    },
    EventData: eventData(body.event_data),
  };
  const message = text(body.message);
  if (message !== undefined) event.RenderingInfo = { Message: message };
  return { Event: event };
}

/** A list of objects with one name each (an empty one for values without a name), or, in newer versions, one flat object. */
function eventData(value: unknown): JsonObject {
  if (!isJsonObject(value)) return {};
  if (!Array.isArray(value.data)) return value;
  const elements = value.data.flatMap((item) => (isJsonObject(item) ? Object.entries(item) : []));
  return { Data: elements.map(([name, content]) => (name === '' ? content : { '@Name': name, '#text': content })) };
}
