'use client'

import { useState } from 'react'
import { DialogForm } from '#components/ui/dialog-form.tsx'
import { formText } from '#components/ui/form-text.ts'
import { SelectField } from '#components/ui/select-field.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import type { KeyInput } from '#lib/domain/access/key.ts'
import type { KeyKind } from '#lib/domain/project.ts'
import { bytesPerMegabyte, kindHints, offeredKinds } from './key-texts.ts'

type CreateKeyFormProps = { busy: boolean; error: string | null; onCreate: (input: KeyInput) => void }

const lifetimes = [
  { value: '', label: 'Never' },
  { value: '7', label: 'In 7 days' },
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '365', label: 'In a year' },
]

export function CreateKeyForm({ onCreate, ...form }: CreateKeyFormProps) {
  const [kind, setKind] = useState<KeyKind>('ingest')
  const [days, setDays] = useState('')
  return (
    <DialogForm
      action="Make the key"
      doing="Making …"
      onSubmit={(fields) => onCreate({ ...inputOf(fields), kind, days: days === '' ? null : Number(days) })}
      {...form}
    >
      <TextField
        label="Name"
        name="name"
        maxLength={100}
        autoComplete="off"
        hint="Where it is used, such as “production agents”."
      />
      <div className="grid items-start gap-4 narrow:grid-cols-2">
        <SelectField label="Kind" value={kind} options={offeredKinds} onValueChange={setKind} hint={kindHints[kind]} />
        <SelectField label="Expires" value={days} options={lifetimes} onValueChange={setDays} />
        <Bounds sends={kind === 'ingest'} />
      </div>
    </DialogForm>
  )
}

/** What a key is bound to and limited by; only one that sends has a limit of bytes. */
function Bounds({ sends }: { sends: boolean }) {
  return (
    <>
      <TextField
        label="Tenant"
        name="tenant"
        placeholder="any"
        autoComplete="off"
        hint={sends ? 'What is sent is theirs, whatever the spans say.' : 'It sees this tenant alone.'}
      />
      <TextField
        label="Environment"
        name="environment"
        placeholder="any"
        autoComplete="off"
        hint={sends ? 'What is sent is of it, whatever the spans say.' : 'It sees this environment alone.'}
      />
      <TextField label="Requests a minute" name="requests" placeholder="no limit" {...numeric} min={1} step={1} />
      {sends ? (
        <TextField
          label="Megabytes a minute"
          name="megabytes"
          placeholder="no limit"
          {...numeric}
          min={0.001}
          step="any"
        />
      ) : null}
    </>
  )
}

const numeric = { type: 'number', className: 'tabular' } as const

/** Fields that are not shown are not in the form, and bind or limit nothing. */
function inputOf(form: FormData): KeyInput {
  const megabytes = numberOf(form, 'megabytes')
  return {
    name: formText(form, 'name'),
    tenant: formText(form, 'tenant'),
    environment: formText(form, 'environment'),
    requestsPerMinute: numberOf(form, 'requests'),
    bytesPerMinute: megabytes === null ? null : Math.round(megabytes * bytesPerMegabyte),
  }
}

function numberOf(form: FormData, name: string): number | null {
  const text = formText(form, name)
  return text === '' ? null : Number(text)
}
