'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import type { KeyInput } from '#lib/domain/access/key.ts'
import type { KeyKind } from '#lib/domain/project.ts'
import { FormField } from './form-field.tsx'
import { bytesPerMegabyte, offeredKinds } from './key-texts.ts'

type CreateKeyFormProps = { busy: boolean; error: string | null; onCreate: (input: KeyInput) => void }

const lifetimes = [
  { value: '', label: 'Never' },
  { value: '7', label: 'In 7 days' },
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '365', label: 'In a year' },
]

export function CreateKeyForm({ busy, error, onCreate }: CreateKeyFormProps) {
  const [kind, setKind] = useState<KeyKind>('ingest')
  const [days, setDays] = useState('')
  const sends = kind === 'ingest'
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        onCreate({ ...inputOf(new FormData(event.currentTarget)), kind, days: days === '' ? null : Number(days) })
      }}
    >
      <FormField label="Name" hint="Where it is used, such as “production agents”.">
        <Input name="name" maxLength={100} autoComplete="off" className="w-full" />
      </FormField>
      <div className="grid gap-4 narrow:grid-cols-2">
        <div>
          <span className="block pb-1 text-sm font-medium">Kind</span>
          <Select label="Kind" value={kind} options={offeredKinds} onValueChange={setKind} className="w-full" />
        </div>
        <div>
          <span className="block pb-1 text-sm font-medium">Expires</span>
          <Select label="Expires" value={days} options={lifetimes} onValueChange={setDays} className="w-full" />
        </div>
        <FormField
          label="Tenant"
          hint={sends ? 'What is sent is theirs, whatever the spans say.' : 'It sees this tenant alone.'}
        >
          <Input name="tenant" placeholder="any" autoComplete="off" className="w-full" />
        </FormField>
        {sends ? (
          <FormField label="Environment" hint="What is sent is of it, whatever the spans say.">
            <Input name="environment" placeholder="any" autoComplete="off" className="w-full" />
          </FormField>
        ) : null}
        <FormField label="Requests a minute">
          <Input name="requests" type="number" min={1} step={1} placeholder="no limit" className="tabular w-full" />
        </FormField>
        {sends ? (
          <FormField label="Megabytes a minute">
            <Input
              name="megabytes"
              type="number"
              min={0.001}
              step="any"
              placeholder="no limit"
              className="tabular w-full"
            />
          </FormField>
        ) : null}
      </div>
      {error === null ? null : (
        <p role="alert" className="text-sm text-bad">
          {error}
        </p>
      )}
      <div className="flex justify-end">
        <Button type="submit" variant="primary" disabled={busy}>
          Make the key
        </Button>
      </div>
    </form>
  )
}

/** Fields that are not shown are not in the form, and bind or limit nothing. */
function inputOf(form: FormData): KeyInput {
  const megabytes = numberOf(form, 'megabytes')
  return {
    name: textOf(form, 'name'),
    tenant: textOf(form, 'tenant'),
    environment: textOf(form, 'environment'),
    requestsPerMinute: numberOf(form, 'requests'),
    bytesPerMinute: megabytes === null ? null : Math.round(megabytes * bytesPerMegabyte),
  }
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

function numberOf(form: FormData, name: string): number | null {
  const text = textOf(form, name)
  return text === '' ? null : Number(text)
}
