import { appliance, applianceFields, relay } from './appliance';

export const apexCentral = appliance('endpoints', applianceFields('Administration > Settings > Syslog Settings', 'CEF', 'Apex Central 2019'), relay(5514));
