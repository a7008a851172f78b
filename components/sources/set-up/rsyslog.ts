import type { SetUp, Target } from './set-up';

/**
 * The message as JSON, with all that its envelope said. Put together by hand: `option.jsonf` ends with a line break, and omelasticsearch then cannot find
 * the second of two documents that it has to send again.
 */
const FIELDS = [
  'outname="@timestamp" name="timereported" dateFormat="rfc3339"', 'outname="host" name="hostname"', 'outname="programname" name="programname"', 'outname="procid" name="procid"',
  'outname="facility" name="syslogfacility"', 'outname="severity" name="syslogseverity"', 'outname="message" name="msg"',
];
const TEMPLATE = `template(name="yaguraJson" type="list") {
    constant(value="{")
${FIELDS.map((field) => `    property(${field} format="jsonf")`).join('\n    constant(value=",")\n')}
    constant(value="}")
}`;

const queue = (name: string): string => `queue.type="LinkedList" queue.filename="${name}" queue.maxDiskSpace="1g" queue.saveOnShutdown="on" queue.dequeueBatchSize="1000"
        action.resumeRetryCount="-1" action.resumeInterval="5"`;

function bulkAction({ host, port, tls, token }: Target, template: string, queueName: string): string {
  return `action(type="omelasticsearch" server="${host}" serverport="${port}" usehttps="${tls ? 'on' : 'off'}"
        uid="yagura" pwd="${token}"
        searchIndex="syslog" searchType="" bulkmode="on" template="${template}"
        retryfailures="on" retryruleset="yaguraAgain"
        ${queue(queueName)})`;
}

/** Items that are refused one by one come back as new messages whose fields are the document that was sent. */
function bulk(target: Target): string {
  return `module(load="omelasticsearch")

${TEMPLATE}
template(name="yaguraAsSent" type="string" string="%$!all-json-plain%")

ruleset(name="yaguraAgain") {
    ${bulkAction(target, 'yaguraAsSent', 'yagura_again')}
}

${bulkAction(target, 'yaguraJson', 'yagura')}`;
}

function http({ host, port, tls, token }: Target): string {
  return `module(load="omhttp")

${TEMPLATE}

action(type="omhttp" server="${host}" serverport="${port}" usehttps="${tls ? 'on' : 'off'}"
        restpath="api/ingest/events" checkpath="api/health/ready"
        httpheaders=["Authorization: Bearer ${token}"]
        batch="on" batch.format="newline" batch.maxsize="1000" compress="on"
        template="yaguraJson" retry="on"
        ${queue('yagura')})`;
}

function forward({ host, syslog }: Target): string {
  return `action(type="omfwd" target="${host}" port="${syslog.tcp ?? 6514}" protocol="tcp"
        TCP_Framing="octet-counted" template="RSYSLOG_SyslogProtocol23Format"
        ${queue('yagura_forward')})`;
}

export const rsyslog: SetUp = {
  group: 'shippers',
  syslog: true,
  variants: [
    { id: 'omelasticsearch', label: 'omelasticsearch', version: 'rsyslog 8.2302 – 8.25xx', file: '/etc/rsyslog.d/90-yagura.conf', notes: ['bulkQueue'], text: bulk },
    { id: 'omhttp', label: 'omhttp', version: 'rsyslog 8.2306 – 8.25xx', file: '/etc/rsyslog.d/90-yagura.conf', text: http },
    { id: 'omfwd', label: 'omfwd (syslog)', version: 'rsyslog 8.x', file: '/etc/rsyslog.d/90-yagura.conf', notes: ['syslogAddress'], text: forward },
  ],
};
