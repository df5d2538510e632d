'use client'

import { useState } from 'react'
import { DialogForm } from '#components/ui/dialog-form.tsx'
import { formText } from '#components/ui/form-text.ts'
import { SelectField } from '#components/ui/select-field.tsx'
import { TextField } from '#components/ui/text-field.tsx'

type Period = { from: string; to: string }
type PeriodFormProps = {
  action: string
  /** What becomes of it. */
  note: string
  busy: boolean
  error: string | null
  onOrder: (period: Period) => void
}

const dayMs = 86_400_000
/** No run is older. */
const beginning = '2000-01-01'

const periods = [
  { value: '30', label: 'The last 30 days' },
  { value: '90', label: 'The last 90 days' },
  { value: 'month', label: 'This month (UTC)' },
  { value: 'all', label: 'All stored runs' },
  { value: 'days', label: 'From one day to another' },
] as const
type PeriodChoice = (typeof periods)[number]['value']

/** Which runs are derived anew; it goes on in the background. */
export function PeriodForm({ note, onOrder, ...form }: PeriodFormProps) {
  const [choice, setChoice] = useState<PeriodChoice>('30')
  return (
    <DialogForm doing="Ordering …" onSubmit={(fields) => onOrder(periodOf(choice, fields, Date.now()))} {...form}>
      <SelectField label="Runs" value={choice} options={periods} onValueChange={setChoice} />
      {choice === 'days' ? (
        <div className="grid gap-4 narrow:grid-cols-2">
          <TextField label="From (UTC)" name="from" type="date" required />
          <TextField label="To, this day included (UTC)" name="to" type="date" required />
        </div>
      ) : null}
      <p className="text-sm text-ink-2">
        It goes on in the background, also when this page is closed, and can be called off. {note}
      </p>
    </DialogForm>
  )
}

function periodOf(choice: PeriodChoice, fields: FormData, nowMs: number): Period {
  const to = new Date(nowMs).toISOString()
  switch (choice) {
    case '30':
    case '90':
      return { from: new Date(nowMs - Number(choice) * dayMs).toISOString(), to }
    case 'month':
      return { from: `${to.slice(0, 7)}-01T00:00:00.000Z`, to }
    case 'all':
      return { from: `${beginning}T00:00:00.000Z`, to }
    case 'days': {
      const lastMs = Date.parse(`${formText(fields, 'to')}T00:00:00Z`)
      return { from: `${formText(fields, 'from')}T00:00:00.000Z`, to: new Date(lastMs + dayMs).toISOString() }
    }
  }
}
