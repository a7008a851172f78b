import { appliance, applianceFields, relay } from './appliance';
import { sendCommand } from './send-command';

export const webGateway = appliance('network', applianceFields('Administration > Syslog Forwarding', 'CEF', 'Web Security'), relay(5514), sendCommand('access.cef'));
