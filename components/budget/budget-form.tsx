'use client'

import { useId, useState, type ReactNode } from 'react'
import { DialogForm } from '#components/ui/dialog-form.tsx'
import { SelectField } from '#components/ui/select-field.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import type { BudgetDimension, BudgetInput } from '#lib/domain/budget.ts'
import { readDraft, type BudgetDraft } from './budget-draft.ts'

type BudgetFormProps = {
  initial: BudgetDraft
  action: string
  busy: boolean
  error: string | null
  /** A datalist of this id with the values that there are of a dimension. */
  renderChoices: (dimension: BudgetDimension, id: string) => ReactNode
  onSave: (input: BudgetInput) => void
  /** What the budget as typed would mean; null while it is none. */
  renderPreview: (input: BudgetInput | null) => ReactNode
}

const dimensions = [
  { value: 'all', label: 'The whole project' },
  { value: 'tenant', label: 'One tenant' },
  { value: 'feature', label: 'One feature' },
  { value: 'taskType', label: 'One task type' },
] as const

const withins = [
  { value: 'all', label: 'All runs' },
  { value: 'tenant', label: 'Those of one tenant' },
  { value: 'feature', label: 'Those of one feature' },
  { value: 'taskType', label: 'Those of one task type' },
] as const

const periods = [
  { value: 'day', label: 'A day' },
  { value: 'week', label: 'A week, from Monday' },
  { value: 'month', label: 'A month' },
] as const

/** One budget; what is wrong is said at its field once it was sent. */
export function BudgetForm({ initial, action, busy, error, renderChoices, onSave, renderPreview }: BudgetFormProps) {
  const [draft, setDraft] = useState(initial)
  const [isSent, setSent] = useState(false)
  const [namesId, withinsId, zonesId] = [useId(), useId(), useId()]
  const reading = readDraft(draft)
  const within = draft.within === draft.dimension ? 'all' : draft.within
  const errors = (isSent && reading.errors) || {}
  const change = (more: Partial<BudgetDraft>) => setDraft({ ...draft, ...more })
  const [wrong] = Object.values(errors)
  const field = (name: keyof BudgetDraft & string, hint?: string) => ({
    name,
    value: draft[name],
    autoComplete: 'off',
    'aria-invalid': errors[name] !== undefined,
    onChange: (event: { target: { value: string } }) => change({ [name]: event.target.value }),
    hint: errors[name] === undefined ? hint : <span className="text-bad">{errors[name]}</span>,
  })
  return (
    <DialogForm
      action={action}
      doing="Saving …"
      busy={busy}
      error={wrong === undefined ? error : `${wrong}. Nothing was saved.`}
      onSubmit={() => {
        setSent(true)
        if (reading.input !== null) onSave(reading.input)
      }}
    >
      <div className="grid items-start gap-4 narrow:grid-cols-2">
        <SelectField
          label="Counts"
          value={draft.dimension}
          options={dimensions}
          onValueChange={(dimension) => change({ dimension, value: dimension === draft.dimension ? draft.value : '' })}
        />
        {draft.dimension === 'all' ? (
          <div className="max-narrow:hidden" />
        ) : (
          <>
            <TextField label="Which one" list={namesId} {...field('value', 'Exactly as it stands with the runs.')} />
            {renderChoices(draft.dimension, namesId)}
            <SelectField
              label="Of these"
              value={within}
              options={withins.filter(({ value }) => value !== draft.dimension)}
              onValueChange={(next) => change({ within: next, withinValue: next === within ? draft.withinValue : '' })}
            />
            {within === 'all' ? (
              <div className="max-narrow:hidden" />
            ) : (
              <>
                <TextField label="Which of these" list={withinsId} {...field('withinValue')} />
                {renderChoices(within, withinsId)}
              </>
            )}
          </>
        )}
        <TextField label="USD" inputMode="decimal" className="tabular" {...field('amountUsd')} />
        <SelectField label="In" value={draft.period} options={periods} onValueChange={(period) => change({ period })} />
        <TextField label="Time zone" list={zonesId} {...field('timeZone', 'Where its days begin.')} />
        <Choices id={zonesId} texts={Intl.supportedValuesOf('timeZone')} />
        <TextField label="Name" placeholder="none" maxLength={80} {...field('name', 'What people call it.')} />
      </div>
      <fieldset className="grid grid-cols-3 items-start gap-4">
        <legend className="pb-1 text-sm text-ink-2">Thresholds, % of the amount</legend>
        <TextField label="Soft" inputMode="numeric" className="tabular" {...field('soft')} />
        <TextField label="Hard" inputMode="numeric" className="tabular" {...field('hard')} />
        <TextField label="Limit" inputMode="numeric" className="tabular" {...field('over')} />
      </fieldset>
      {renderPreview(reading.input)}
    </DialogForm>
  )
}

export function Choices({ id, texts }: { id: string; texts: readonly string[] }) {
  return (
    <datalist id={id}>
      {texts.map((text) => (
        <option key={text} value={text}>
          {text}
        </option>
      ))}
    </datalist>
  )
}
