'use client'

import { Download } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import { Select } from '#components/ui/select.tsx'
import { CostDimension } from '#lib/domain/costs.ts'
import { dimensionTexts } from './dimension-texts.ts'

export type InnerDimension = CostDimension | 'nothing'

type GroupingSelectProps = {
  by: CostDimension
  within: InnerDimension
  onChange: (grouping: { by?: CostDimension; within?: InnerDimension }) => void
  onDownload: () => void
}

/** What the costs are told apart by; choosing the other one changes places. */
export function GroupingSelect({ by, within, onChange, onDownload }: GroupingSelectProps) {
  const options = CostDimension.options.map((value) => ({ value, label: dimensionTexts[value].label }))
  const inner = [{ value: 'nothing' as const, label: 'Nothing more' }, ...options.filter(({ value }) => value !== by)]
  return (
    <>
      <span className="text-sm text-ink-3">By</span>
      <Select
        label="Group by"
        value={by}
        options={options}
        onValueChange={(next) => onChange(next === within ? { by: next, within: by } : { by: next })}
      />
      <span className="text-sm text-ink-3">then</span>
      <Select<InnerDimension>
        label="Then by"
        value={within === by ? 'nothing' : within}
        options={inner}
        onValueChange={(next) => onChange({ within: next })}
      />
      <span className="flex-1" />
      <Button variant="ghost" onClick={onDownload}>
        <Download /> CSV
      </Button>
    </>
  )
}
