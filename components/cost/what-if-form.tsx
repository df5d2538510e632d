'use client'

import { useId } from 'react'
import { kindLooks } from '#components/run/kind-icon.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import type { WhatIfGroup } from '#lib/domain/what-if.ts'
import { isPercent, type Assumed } from './what-if-texts.ts'

type WhatIfFormProps = {
  /** What there is to be changed. */
  groups: readonly WhatIfGroup[]
  assumed: Assumed
  onChange: (assumed: Partial<Assumed>) => void
}

/** Which calls would be different, and how. */
export function WhatIfForm({ groups, assumed, onChange }: WhatIfFormProps) {
  const listId = useId()
  const taskTypes = namesOf(groups.map(({ taskType }) => taskType))
  const kinds = [...new Set(groups.map(({ kind }) => kind))].filter((kind) => kind !== null).toSorted()
  const models = namesOf(groups.map(({ model }) => model))
  const known = namesOf(groups.map(({ provider, model }) => (provider === null ? model : `${provider}/${model ?? ''}`)))
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1.5 px-3 py-2 text-sm text-ink-2">
      If
      <Select
        label="Task type"
        value={assumed.taskType}
        options={optionsOf('all task types', taskTypes)}
        onValueChange={(taskType) => onChange({ taskType })}
      />
      {kinds.length < 2 && assumed.kind === '' ? null : (
        <>
          in
          <Select<Assumed['kind']>
            label="Kind of span"
            value={assumed.kind}
            options={[
              { value: '', label: 'all kinds of spans' },
              ...kinds.map((kind) => ({ value: kind, label: kindLooks[kind].label })),
            ]}
            onValueChange={(kind) => onChange({ kind })}
          />
        </>
      )}
      on
      <Select
        label="Model"
        value={assumed.model}
        options={optionsOf('all models', models)}
        onValueChange={(model) => onChange({ model })}
      />
      went to
      <Input
        aria-label="Other model"
        placeholder="provider/model"
        list={listId}
        className="w-56 text-sm"
        value={assumed.instead}
        onValueChange={(instead) => onChange({ instead })}
      />
      <datalist id={listId}>
        {known.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </datalist>
      with
      <Input
        aria-label="Per cent of the input from caches"
        aria-invalid={!isPercent(assumed.cached)}
        inputMode="numeric"
        placeholder="…"
        className="w-14 text-right text-sm"
        value={assumed.cached}
        onValueChange={(cached) => onChange({ cached })}
      />
      % of the input from caches
      <Checkbox checked={assumed.batch} onCheckedChange={(batch) => onChange({ batch })}>
        in batches
      </Checkbox>
    </div>
  )
}

function namesOf(names: readonly (string | null)[]): string[] {
  return [...new Set(names.filter((name) => name !== null))].toSorted()
}

function optionsOf(all: string, names: readonly string[]): { value: string; label: string }[] {
  return [{ value: '', label: all }, ...names.map((name) => ({ value: name, label: name }))]
}
