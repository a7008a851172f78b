'use client';
import { Download, MoreHorizontal, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../ui/button';
import { Checkbox } from '../ui/checkbox';
import { useConfirm } from '../ui/confirm';
import { DropdownMenu } from '../ui/dropdown-menu';
import { Field } from '../ui/field';
import { Flyout } from '../ui/flyout';
import { IconButton } from '../ui/icon-button';
import { Input, Textarea } from '../ui/input';
import { PropertiesTable } from '../ui/properties-table';
import { Select } from '../ui/select';
import { Switch } from '../ui/switch';
import { TabPanel, Tabs } from '../ui/tabs';
import { useToast } from '../ui/toast';
import { Specimen } from './specimen';

const OWNERS = [{ value: 'none', label: 'No owner' }, { value: 'sato', label: 'Sato' }, { value: 'mori', label: 'Mori' }] as const;

function Choices() {
  const [checked, setChecked] = useState(true);
  const [on, setOn] = useState(true);
  const [owner, setOwner] = useState<(typeof OWNERS)[number]['value']>('none');
  const [tab, setTab] = useState<'summary' | 'records'>('summary');
  return (
    <>
      <Specimen name="Field, input, select">
        <div className="grid w-full grid-cols-2 gap-4">
          <Field label="Source name" hint="As it appears in lists" required>{(ids) => <Input {...ids} placeholder="Tokyo office, endpoints" />}</Field>
          <Field label="Address" error="Not an address">{(ids) => <Input {...ids} mono defaultValue="10.0.0.256" />}</Field>
          <Field label="Owner">{(ids) => <Select {...ids} value={owner} onValueChange={setOwner} options={OWNERS} />}</Field>
          <Field label="Why">{(ids) => <Textarea {...ids} rows={2} defaultValue="請求書を開いたとのこと" />}</Field>
        </div>
      </Specimen>
      <Specimen name="Checkbox, switch">
        <Checkbox checked={checked} onCheckedChange={setChecked} label="Mute it" />
        <Checkbox checked="mixed" onCheckedChange={setChecked} label="Some" />
        <Checkbox checked={false} onCheckedChange={setChecked} disabled label="Off" />
        <Switch checked={on} onCheckedChange={setOn} label="Live" />
        <Switch checked={!on} onCheckedChange={(next) => setOn(!next)} label="Still" />
      </Specimen>
      <Specimen name="Tabs">
        <Tabs value={tab} onValueChange={setTab} label="Views" className="w-full" items={[{ value: 'summary', label: 'Summary' }, { value: 'records', label: 'Records', count: 41 }]}>
          <TabPanel value="summary" className="p-3">What it is.</TabPanel>
          <TabPanel value="records" className="p-3">What it came from.</TabPanel>
        </Tabs>
      </Specimen>
    </>
  );
}

/** Everything that can be pressed, typed into or opened. */
export function Controls() {
  const toast = useToast();
  const confirm = useConfirm();
  const [flyout, setFlyout] = useState(false);
  const remove = async (): Promise<void> => {
    const yes = await confirm({ title: 'Revoke this token?', body: 'What still sends with it is refused at once.', confirmLabel: 'Revoke', intent: 'danger' });
    if (yes) toast({ intent: 'positive', title: 'Token revoked', action: { label: 'Undo', onSelect: () => toast({ title: 'As before' }) } });
  };
  return (
    <>
      <Specimen name="Button">
        <Button intent="primary" icon={<Plus aria-hidden size={14} />}>Add a source</Button>
        <Button icon={<Download aria-hidden size={14} />}>Export</Button>
        <Button intent="ghost">Later</Button>
        <Button intent="danger" onClick={() => void remove()}>Revoke</Button>
        <Button busy>Saving</Button>
        <Button disabledReason="Choose a finding first: closing needs one.">Close alert</Button>
        <Button size="sm">Small</Button>
        <IconButton label="Delete" icon={<Trash2 aria-hidden size={14} />} />
        <IconButton label="Delete" disabledReason="Only an administrator can." icon={<Trash2 aria-hidden size={14} />} />
        <DropdownMenu trigger={<IconButton label="More" icon={<MoreHorizontal aria-hidden size={14} />} />} items={[
          { heading: 'Alert' }, { id: 'assign', label: 'Assign to me', shortcut: 'a', onSelect: () => toast({ title: 'Yours now' }) },
          { id: 'close', label: 'Close', disabledReason: 'Choose a finding first.', onSelect: () => undefined }, { separator: true },
          { id: 'delete', label: 'Delete', intent: 'danger', onSelect: () => undefined },
        ]} />
      </Specimen>
      <Choices />
      <Specimen name="Toast, flyout">
        <Button onClick={() => toast({ title: '3 alerts changed', action: { label: 'Undo', onSelect: () => undefined } })}>Toast</Button>
        <Button onClick={() => toast({ intent: 'negative', title: 'Could not save', body: 'The server cannot be reached.' })}>Failure</Button>
        <Button onClick={() => setFlyout(true)}>Flyout</Button>
        <Flyout open={flyout} onClose={() => setFlyout(false)} title="powershell.exe" label="powershell.exe" subtitle="on PC-0412 as tanaka">
          <div className="p-5"><PropertiesTable rows={[{ key: 'pid', label: 'Process ID', value: '4412', mono: true, copy: '4412' }, { key: 'user', label: 'Account', value: 'OFFICE\\tanaka' }]} /></div>
        </Flyout>
      </Specimen>
    </>
  );
}
