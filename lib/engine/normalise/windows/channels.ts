/** What a Windows event log is to rules and to the mappings: its own spelling, Sigma's service, and which mapping reads it. */
export interface WindowsChannel {
  name: string;
  service: string;
  reader: 'sysmon' | 'security' | 'powershell' | 'system' | 'operational';
}

const OPERATIONAL: Readonly<Record<string, readonly string[]>> = {
  application: ['Application'],
  'application-experience': ['Microsoft-Windows-Application-Experience/Program-Telemetry', 'Microsoft-Windows-Application-Experience/Program-Compatibility-Assistant'],
  applocker: [
    'Microsoft-Windows-AppLocker/MSI and Script', 'Microsoft-Windows-AppLocker/EXE and DLL',
    'Microsoft-Windows-AppLocker/Packaged app-Deployment', 'Microsoft-Windows-AppLocker/Packaged app-Execution',
  ],
  'appmodel-runtime': ['Microsoft-Windows-AppModel-Runtime/Admin'],
  'appxdeployment-server': ['Microsoft-Windows-AppXDeploymentServer/Operational'],
  'appxpackaging-om': ['Microsoft-Windows-AppxPackaging/Operational'],
  bitlocker: ['Microsoft-Windows-BitLocker/BitLocker Management'],
  'bits-client': ['Microsoft-Windows-Bits-Client/Operational'],
  capi2: ['Microsoft-Windows-CAPI2/Operational'],
  'certificateservicesclient-lifecycle-system': ['Microsoft-Windows-CertificateServicesClient-Lifecycle-System/Operational'],
  'codeintegrity-operational': ['Microsoft-Windows-CodeIntegrity/Operational'],
  dhcp: ['Microsoft-Windows-DHCP-Server/Operational'],
  'diagnosis-scripted': ['Microsoft-Windows-Diagnosis-Scripted/Operational'],
  'dns-client': ['Microsoft-Windows-DNS Client Events/Operational', 'Microsoft-Windows-DNS-Client/Operational'],
  'dns-server': ['DNS Server'],
  'dns-server-analytic': ['Microsoft-Windows-DNS-Server/Analytical'],
  'dns-server-audit': ['Microsoft-Windows-DNS-Server/Audit', 'Microsoft-Windows-DNSServer/Audit'],
  'driver-framework': ['Microsoft-Windows-DriverFrameworks-UserMode/Operational'],
  'firewall-as': ['Microsoft-Windows-Windows Firewall With Advanced Security/Firewall'],
  'hyper-v-worker': ['Microsoft-Windows-Hyper-V-Worker', 'Microsoft-Windows-Hyper-V-Worker-Admin'],
  'iis-configuration': ['Microsoft-IIS-Configuration/Operational'],
  'kernel-event-tracing': ['Microsoft-Windows-Kernel-EventTracing', 'Microsoft-Windows-Kernel-EventTracing/Admin'],
  'kernel-shimengine': ['Microsoft-Windows-Kernel-ShimEngine/Operational', 'Microsoft-Windows-Kernel-ShimEngine/Diagnostic'],
  ldap: ['Microsoft-Windows-LDAP-Client/Debug'],
  'lsa-server': ['Microsoft-Windows-LSA/Operational'],
  'msexchange-management': ['MSExchange Management'],
  ntfs: ['Microsoft-Windows-Ntfs/Operational'],
  ntlm: ['Microsoft-Windows-NTLM/Operational'],
  openssh: ['OpenSSH/Operational'],
  'printservice-admin': ['Microsoft-Windows-PrintService/Admin'],
  'printservice-operational': ['Microsoft-Windows-PrintService/Operational'],
  'security-mitigations': ['Microsoft-Windows-Security-Mitigations/Kernel Mode', 'Microsoft-Windows-Security-Mitigations/User Mode'],
  sense: ['Microsoft-Windows-SENSE/Operational'],
  'microsoft-servicebus-client': ['Microsoft-ServiceBus-Client', 'Microsoft-ServiceBus-Client/Operational', 'Microsoft-ServiceBus-Client/Admin'],
  'shell-core': ['Microsoft-Windows-Shell-Core/Operational'],
  'smbclient-connectivity': ['Microsoft-Windows-SmbClient/Connectivity'],
  'smbclient-security': ['Microsoft-Windows-SmbClient/Security'],
  'smbserver-connectivity': ['Microsoft-Windows-SMBServer/Connectivity'],
  taskscheduler: ['Microsoft-Windows-TaskScheduler/Operational'],
  'terminalservices-localsessionmanager': ['Microsoft-Windows-TerminalServices-LocalSessionManager/Operational'],
  'terminalservices-remoteconnectionmanager': ['Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational'],
  vhdmp: ['Microsoft-Windows-VHDMP/Operational'],
  windefend: ['Microsoft-Windows-Windows Defender/Operational'],
  wmi: ['Microsoft-Windows-WMI-Activity/Operational'],
};

const READ_APART: readonly WindowsChannel[] = [
  { name: 'Microsoft-Windows-Sysmon/Operational', service: 'sysmon', reader: 'sysmon' },
  { name: 'Security', service: 'security', reader: 'security' },
  { name: 'System', service: 'system', reader: 'system' },
  { name: 'Microsoft-Windows-PowerShell/Operational', service: 'powershell', reader: 'powershell' },
  { name: 'PowerShellCore/Operational', service: 'powershell', reader: 'powershell' },
  { name: 'Windows PowerShell', service: 'powershell-classic', reader: 'powershell' },
];

/** Providers that write to one channel only, for shapes that name no channel. */
const CHANNEL_OF_PROVIDER: Readonly<Record<string, string>> = {
  'microsoft-windows-sysmon': 'Microsoft-Windows-Sysmon/Operational',
  'microsoft-windows-security-auditing': 'Security',
  'microsoft-windows-powershell': 'Microsoft-Windows-PowerShell/Operational',
  powershell: 'Windows PowerShell',
  'service control manager': 'System',
  'microsoft-windows-taskscheduler': 'Microsoft-Windows-TaskScheduler/Operational',
  'microsoft-windows-windows defender': 'Microsoft-Windows-Windows Defender/Operational',
  'microsoft-windows-wmi-activity': 'Microsoft-Windows-WMI-Activity/Operational',
};

const CHANNELS: ReadonlyMap<string, WindowsChannel> = new Map(
  [
    ...READ_APART,
    ...Object.entries(OPERATIONAL).flatMap(([service, names]) => names.map((name): WindowsChannel => ({ name, service, reader: 'operational' }))),
  ].flatMap((channel) => [[channel.name, channel], [channel.name.toLowerCase(), channel]]),
);

const UNKNOWN: WindowsChannel = { name: '', service: '', reader: 'operational' };

/** The channel of a record; `Security` and `security` are one. Forwarded events are told apart by their provider. */
export function windowsChannel(name: string | undefined, provider: string | undefined): WindowsChannel {
  if (name !== undefined && name !== '' && name !== 'ForwardedEvents') {
    return CHANNELS.get(name) ?? CHANNELS.get(name.toLowerCase()) ?? { name, service: '', reader: 'operational' };
  }
  const owned = provider === undefined ? undefined : CHANNEL_OF_PROVIDER[provider.toLowerCase()];
  const found = owned === undefined ? undefined : CHANNELS.get(owned);
  return found ?? (name === undefined ? UNKNOWN : { name, service: '', reader: 'operational' });
}
