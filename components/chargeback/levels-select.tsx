'use client'

import { dimensionTexts } from '#components/cost/dimension-texts.ts'
import { Select } from '#components/ui/select.tsx'
import { StatementLevel } from '#lib/domain/statement.ts'

type LevelsSelectProps = {
  levels: readonly StatementLevel[]
  onChange: (levels: StatementLevel[]) => void
}

type Inner = StatementLevel | 'nothing'

/** What tenants are opened to, in one level or two; choosing the other one changes places. */
export function LevelsSelect({ levels: [first = 'feature', second], onChange }: LevelsSelectProps) {
  const options = StatementLevel.options.map((value) => ({ value, label: dimensionTexts[value].label }))
  const inner = [
    { value: 'nothing' as const, label: 'Nothing more' },
    ...options.filter(({ value }) => value !== first),
  ]
  return (
    <>
      <span className="text-sm text-ink-3">Tenants by</span>
      <Select
        label="First level"
        value={first}
        options={options}
        onValueChange={(next) => onChange(second === undefined ? [next] : [next, next === second ? first : second])}
      />
      <span className="text-sm text-ink-3">then</span>
      <Select<Inner>
        label="Second level"
        value={second ?? 'nothing'}
        options={inner}
        onValueChange={(next) => onChange(next === 'nothing' ? [first] : [first, next])}
      />
    </>
  )
}
