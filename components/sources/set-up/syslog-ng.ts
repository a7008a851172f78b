import { events, type SetUp, type Target } from './set-up';

function http(target: Target): string {
  return `destination d_yagura {
    http(
        url("${events(target)}")
        method("POST")
        headers("Authorization: Bearer ${target.token}", "Content-Type: application/x-ndjson")
        body("$(format-json --scope rfc5424 --exclude DATE --key ISODATE)")
        delimiter("\\n")
        batch-lines(1000)
        batch-bytes(1024Kb)
        batch-timeout(1000)
        timeout(60)
        disk-buffer(reliable(yes) capacity-bytes(1GiB))
    );
};

log { source(s_src); destination(d_yagura); };`;
}

function network({ host, syslog }: Target): string {
  return `destination d_yagura {
    syslog("${host}" port(${syslog.tcp ?? 6514}) transport("tcp")
        disk-buffer(reliable(yes) capacity-bytes(1GiB)));
};

log { source(s_src); destination(d_yagura); };`;
}

export const syslogNg: SetUp = {
  group: 'shippers',
  syslog: true,
  variants: [
    { id: 'http', label: 'http()', version: 'syslog-ng OSE 4.2+ / AxoSyslog 4.x', file: '/etc/syslog-ng/conf.d/yagura.conf', text: http },
    { id: 'syslog', label: 'syslog()', version: 'syslog-ng OSE 4.2+', file: '/etc/syslog-ng/conf.d/yagura.conf', notes: ['syslogAddress'], text: network },
  ],
};
