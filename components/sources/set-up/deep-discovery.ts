import { appliance, applianceFields, relay } from './appliance';

export const deepDiscovery = appliance('network', applianceFields('Administration > Integrated Products/Services > Syslog', 'CEF (LEEF and TMEF too)', 'Deep Discovery Inspector 5.x – 6.x'), relay(5514));
