import type { SetUp, Target } from './set-up';

function flags({ host, port }: Target): string {
  return `--tls_hostname=${host}:${port}
--enroll_secret_path=/etc/osquery/yagura.secret
--enroll_tls_endpoint=/api/osquery/enroll
--config_plugin=tls
--config_tls_endpoint=/api/osquery/config
--config_refresh=300
--logger_plugin=tls
--logger_tls_endpoint=/api/osquery/log
--logger_tls_period=10
--logger_tls_compress=true
--disable_distributed=false
--distributed_plugin=tls
--distributed_interval=60
--distributed_tls_read_endpoint=/api/osquery/distributed/read
--distributed_tls_write_endpoint=/api/osquery/distributed/write
--host_identifier=uuid`;
}

export const osquery: SetUp = {
  group: 'endpoints',
  variants: [
    { id: 'secret', label: '1. Secret', version: 'osquery 5.x', file: '/etc/osquery/yagura.secret', notes: ['osquerySecret'], text: ({ token }) => token },
    { id: 'flags', label: '2. Flags', version: 'osquery 5.x', file: '/etc/osquery/osquery.flags', notes: ['osqueryTls'], text: flags },
  ],
};
