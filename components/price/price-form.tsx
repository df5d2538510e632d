'use client'

import { useState } from 'react'
import { DialogForm } from '#components/ui/dialog-form.tsx'
import { SelectField } from '#components/ui/select-field.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import type { StoredPrice } from '#lib/domain/price.ts'
import { ClassPriceFields } from './class-price-fields.tsx'
import { LongContextFields, ServiceTierFields } from './price-rows.tsx'
import { readDraft, type PriceDraft } from './price-draft.ts'

type PriceFormProps = { initial: PriceDraft; onRead: (price: StoredPrice, draft: PriceDraft) => void }

const bases = [
  { value: 'own', label: 'Prices of our own' },
  { value: 'list', label: 'List price, changed' },
] as const

const kinds = [
  { value: 'model', label: 'Calls to a model' },
  { value: 'tool', label: 'Calls of a tool' },
] as const

/** One price; what is wrong is said at its field once it was sent. */
export function PriceForm({ initial, onRead }: PriceFormProps) {
  const [draft, setDraft] = useState(initial)
  const [isSent, setSent] = useState(false)
  const reading = readDraft(draft)
  const errors = (isSent && reading.errors) || {}
  const change = (more: Partial<PriceDraft>) => setDraft({ ...draft, ...more })
  const first = Object.values(errors)[0]
  const field = (name: keyof PriceDraft & string) => ({
    name,
    'aria-invalid': errors[name] !== undefined,
    autoComplete: 'off',
    hint: errors[name] === undefined ? undefined : <Wrong text={errors[name]} />,
  })
  return (
    <DialogForm
      action="See the effect"
      doing=""
      busy={false}
      error={first === undefined ? null : `${first}. Nothing was saved.`}
      onSubmit={() => {
        setSent(true)
        if (reading.price !== null) onRead(reading.price, draft)
      }}
    >
      <div className="grid items-start gap-4 narrow:grid-cols-2">
        <TextField
          label={draft.kind === 'tool' ? 'Tool' : 'Model'}
          value={draft.pattern}
          onChange={(event) => change({ pattern: event.target.value })}
          {...field('pattern')}
          hint={errors['pattern'] === undefined ? '* stands for any characters.' : <Wrong text={errors['pattern']} />}
          className="font-mono"
        />
        {draft.kind === 'tool' ? (
          <TextField
            label="USD a call"
            inputMode="decimal"
            value={draft.perCallUsd}
            onChange={(event) => change({ perCallUsd: event.target.value })}
            {...field('perCallUsd')}
            className="tabular"
          />
        ) : (
          <TextField
            label="Provider"
            placeholder="any"
            value={draft.provider}
            onChange={(event) => change({ provider: event.target.value })}
            {...field('provider')}
          />
        )}
        <TextField
          label="Holds from (UTC)"
          type="date"
          value={draft.validFrom}
          onChange={(event) => change({ validFrom: event.target.value })}
          {...field('validFrom')}
        />
        <TextField
          label="Until before (UTC)"
          type="date"
          value={draft.validTo}
          onChange={(event) => change({ validTo: event.target.value })}
          {...field('validTo')}
        />
        <SelectField label="For" value={draft.kind} options={kinds} onValueChange={(kind) => change({ kind })} />
        {draft.kind === 'tool' ? null : (
          <SelectField
            label="Based on"
            value={draft.hasOwnPrices ? 'own' : 'list'}
            options={bases}
            onValueChange={(base) => change({ hasOwnPrices: base === 'own' })}
          />
        )}
      </div>
      {draft.kind === 'tool' ? null : (
        <>
          {draft.hasOwnPrices ? (
            <>
              <ClassPriceFields
                prices={draft.prices}
                errors={errors}
                path="prices"
                onChange={(prices) => change({ prices })}
              />
              <LongContextFields
                rows={draft.longContext}
                errors={errors}
                onChange={(longContext) => change({ longContext })}
              />
            </>
          ) : null}
          <ServiceTierFields
            rows={draft.serviceTiers}
            errors={errors}
            onChange={(serviceTiers) => change({ serviceTiers })}
          />
          <TextField
            label="Discount, %"
            inputMode="decimal"
            placeholder="0"
            value={draft.discountPercent}
            onChange={(event) => change({ discountPercent: event.target.value })}
            {...field('discountPercent')}
            className="tabular"
          />
        </>
      )}
    </DialogForm>
  )
}

function Wrong({ text }: { text: string | undefined }) {
  return <span className="text-bad">{text}</span>
}
