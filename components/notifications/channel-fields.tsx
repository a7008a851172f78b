'use client';
import { useTranslations } from 'use-intl';
import { Field } from '../ui/field';
import { Input, Textarea } from '../ui/input';
import { Select } from '../ui/select';
import { valueOf, type TargetDraft } from './target-draft';
import { TARGET_FIELDS, type TargetField } from './target-fields';

interface Props { draft: TargetDraft; onChange: (draft: TargetDraft) => void }

/** What a kind of target needs to be reached. Keys are typed, never shown. */
export function ChannelFields({ draft, onChange }: Props) {
  const t = useTranslations('notifications');
  const hintOf = (field: TargetField): string | undefined => (field.hint === undefined ? (field.secret === true ? t(draft.id === undefined ? 'keptOnce' : 'kept') : undefined) : t(field.hint));
  return (
    <div className="flex flex-col gap-3">
      <p className="max-w-prose text-sm text-content-secondary">{t(`channelHints.${draft.channel}`)}</p>
      {TARGET_FIELDS[draft.channel].map((field) => {
        const hint = hintOf(field), value = valueOf(draft, field);
        const change = (text: string): void => onChange({ ...draft, values: { ...draft.values, [field.name]: text } });
        return (
          <Field key={field.name} label={t(`fields.${field.name}`)} required={field.optional !== true && !(draft.id !== undefined && field.secret === true)} {...(hint === undefined ? {} : { hint })}>
            {(ids) => {
              if (field.kind === 'security') return <Select {...ids} value={value} onValueChange={change} options={(['tls', 'starttls'] as const).map((each) => ({ value: each, label: t(`security.${each}`) }))} />;
              if (field.kind === 'lines') return <Textarea {...ids} mono rows={4} autoComplete="off" spellCheck={false} value={value} onChange={(event) => change(event.target.value)} />;
              return (
                <Input {...ids} mono={field.name !== 'from' && field.name !== 'to'} autoComplete={field.secret === true ? 'new-password' : 'off'} spellCheck={false} type={field.secret === true ? 'password' : field.kind === 'number' ? 'number' : 'text'}
                  {...(field.example === undefined ? {} : { placeholder: field.example })} value={value} onChange={(event) => change(event.target.value)} />
              );
            }}
          </Field>
        );
      })}
    </div>
  );
}
