'use client'

import { Select } from '#components/ui/select.tsx'
import type { HistoryActor } from '#lib/domain/history.ts'
import { actorLabel, kindLabel } from './history-texts.ts'

type HistoryFiltersProps = {
  kinds: readonly string[]
  actors: readonly HistoryActor[]
  kind: string | null
  actor: string | null
  onChange: (change: { kind?: string | null; actor?: string | null }) => void
}

/** No kind and no actor is named so. */
const all = ''

/** Narrows the history to a kind of entry, and to whoever changed it. */
export function HistoryFilters({ kinds, actors, kind, actor, onChange }: HistoryFiltersProps) {
  return (
    <fieldset aria-label="Filters" className="flex flex-wrap gap-2 border-b px-3 py-2">
      <Select
        label="Kind of change"
        className="max-w-52 min-w-32"
        value={kind ?? all}
        options={[
          { value: all, label: 'Every kind' },
          ...withChosen(kinds, kind).map((value) => ({ value, label: kindLabel(value) })),
        ]}
        onValueChange={(value) => onChange({ kind: value === all ? null : value })}
      />
      <Select
        label="Changed by"
        className="max-w-52 min-w-32"
        value={actor ?? all}
        options={[{ value: all, label: 'Everybody' }, ...actorOptions(actors, actor)]}
        onValueChange={(value) => onChange({ actor: value === all ? null : value })}
      />
    </fieldset>
  )
}

function actorOptions(actors: readonly HistoryActor[], chosen: string | null) {
  const known = new Map(actors.map((each) => [each.actor, each]))
  return withChosen([...known.keys()], chosen)
    .map((value) => ({ value, label: actorLabel(known.get(value) ?? { actor: value, name: null }) }))
    .toSorted((a, b) => a.label.localeCompare(b.label, 'en'))
}

/** An address may name what no longer occurs. */
function withChosen(values: readonly string[], chosen: string | null): readonly string[] {
  return chosen === null || values.includes(chosen) ? values : [...values, chosen]
}
