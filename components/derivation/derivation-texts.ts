import type { Derivation, DerivationKind } from '#lib/domain/derivation.ts'
import { formatCountExact } from '#lib/format/count.ts'

type Words = {
  /** What is going on. */
  doing: string
  /** What was done with runs. */
  done: string
  /** What runs have that were done before it was called off. */
  kept: string
  /** By what it is done, of a version. */
  by: (version: number) => string
}

export const derivationWords: Readonly<Record<DerivationKind, Words>> = {
  repricing: {
    doing: 'Pricing runs anew',
    done: 'priced anew',
    kept: 'those have their new price',
    by: (version) => `prices of version ${version}${version === 0 ? ' (the list alone)' : ''}`,
  },
  reattribution: {
    doing: 'Attributing runs anew',
    done: 'attributed anew',
    kept: 'those follow the rules',
    by: (version) => (version === 0 ? 'without rules' : `rules of version ${version}`),
  },
}

/** How far it is, or how it ended. */
export function derivationSentence(kind: DerivationKind, { state, done, total }: Derivation): string {
  const words = derivationWords[kind]
  const runs = `${formatCountExact(done)} of ${formatCountExact(total)} runs`
  switch (state) {
    case 'waiting':
      return 'Waiting for a worker to begin.'
    case 'running':
      return `${words.doing}: ${runs}.`
    case 'finished':
      return `${formatCountExact(done)} ${done === 1 ? 'run was' : 'runs were'} ${words.done}.`
    case 'cancelled':
      return total === null ? `${words.doing} was called off.` : `Called off after ${runs}: ${words.kept}.`
  }
}
