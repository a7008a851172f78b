import type { SetUp, Target, Variant } from './set-up';

/** What an appliance's syslog page asks for; the words are those of its own menu. */
export function applianceFields(where: string, format: string, version: string): Variant {
  return {
    id: 'fields', label: 'Syslog', version, notes: ['vendorMenu', 'syslogAddress'],
    text: ({ host, syslog }: Target) => `${where}

Server address : ${host}
Port           : ${syslog.tls ?? syslog.tcp ?? syslog.udp ?? 6514}
Protocol       : ${syslog.tls ? 'SSL/TLS' : syslog.tcp || !syslog.udp ? 'TCP' : 'UDP'}
Format         : ${format}`,
  };
}

/** For appliances that cannot reach this console: a relay in their network keeps what they send until it is delivered. */
export function relay(port: number): Variant {
  return {
    id: 'relay', label: 'rsyslog', version: 'rsyslog 8.x', file: '/etc/rsyslog.d/90-yagura-relay.conf', notes: ['relay'],
    text: ({ host, syslog }: Target) => `module(load="imtcp")
input(type="imtcp" port="${port}" ruleset="yaguraRelay")

template(name="yaguraRaw" type="string" string="%rawmsg%")

ruleset(name="yaguraRelay") {
    action(type="omfwd" target="${host}" port="${syslog.tcp ?? 6514}" protocol="tcp" TCP_Framing="octet-counted" template="yaguraRaw"
        queue.type="LinkedList" queue.filename="yagura_relay" queue.maxDiskSpace="1g" queue.saveOnShutdown="on"
        action.resumeRetryCount="-1" action.resumeInterval="5")
}`,
  };
}

export function appliance(group: SetUp['group'], ...variants: SetUp['variants']): SetUp {
  return { group, syslog: true, variants };
}
