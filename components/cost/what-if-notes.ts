import type { Weakness, WhatIf, WhatIfGroup } from '#lib/domain/what-if.ts'
import { sumUsd } from '#lib/pricing/fixed-usd.ts'

export type WeaknessNote = { weakness: Weakness; calls: number; supposedUsd: string | null }

/** Where an assumption is weak, and how much of the outcome stands on it, the most first. */
export function weaknessNotes({ groups }: Pick<WhatIf, 'groups'>): WeaknessNote[] {
  const touched = groups.flatMap((group) => group.weaknesses.map((weakness) => ({ weakness, group })))
  const notes = [...Map.groupBy(touched, ({ weakness }) => weakness)].map(([weakness, of]) => ({
    weakness,
    calls: callsOf(of.map(({ group }) => group)),
    supposedUsd: sumUsd(of.map(({ group }) => group.supposedUsd)),
  }))
  return notes.toSorted((a, b) => Number(b.supposedUsd ?? 0) - Number(a.supposedUsd ?? 0) || b.calls - a.calls)
}

/** Calls that lack one of the amounts, so that they are in none of the sums. */
export function callsLeftOut({ groups }: Pick<WhatIf, 'groups'>): number {
  return callsOf(groups.filter(({ costUsd, supposedUsd }) => costUsd === null || supposedUsd === null))
}

/** Whether the runs of a group can be found: nothing finds only those with a call of one kind. */
export function isOneKind(group: WhatIfGroup, { groups }: Pick<WhatIf, 'groups'>): boolean {
  const isAlike = (other: WhatIfGroup) =>
    other.taskType === group.taskType && other.provider === group.provider && other.model === group.model
  return groups.filter(isAlike).length === 1
}

function callsOf(groups: readonly WhatIfGroup[]): number {
  return groups.reduce((sum, { calls }) => sum + calls, 0)
}
