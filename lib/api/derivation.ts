import { mutationOptions, queryOptions } from '@tanstack/react-query'
import {
  Derivation,
  isUnderWay,
  ReattributionState,
  RepricingState,
  type DerivationInput,
  type DerivationKind,
} from '#lib/domain/derivation.ts'
import { apiPaths } from '#lib/paths.ts'
import { pollJson, sendJson } from './http.ts'

/** While runs are derived anew, milliseconds. */
const progressMs = 1_000

const urlOf: Readonly<Record<DerivationKind, (project: string) => string>> = {
  repricing: apiPaths.repricing,
  reattribution: apiPaths.reattribution,
}

export const derivationQueries = {
  /** What was ordered last, and how far it is. */
  last: (project: string, kind: DerivationKind) =>
    queryOptions({
      queryKey: ['derivation', project, kind],
      queryFn: ({ signal }) => lastOf(project, kind, signal),
      refetchInterval: ({ state }) => (isUnderWay(state.data) ? progressMs : false),
    }),
}

async function lastOf(project: string, kind: DerivationKind, signal: AbortSignal): Promise<Derivation | null> {
  if (kind === 'repricing') return (await pollJson(urlOf[kind](project), RepricingState, signal)).repricing
  return (await pollJson(urlOf[kind](project), ReattributionState, signal)).reattribution
}

export const derivationOrder = (project: string, kind: DerivationKind) =>
  mutationOptions({
    mutationFn: (body: Omit<DerivationInput, 'reason'>) =>
      sendJson({ method: 'POST', url: urlOf[kind](project), body }, Derivation),
    onSettled: (_ordered, _error, _sent, _before, { client }) =>
      client.invalidateQueries({ queryKey: derivationQueries.last(project, kind).queryKey }),
  })

export const derivationCancel = (project: string, kind: DerivationKind) =>
  mutationOptions({
    mutationFn: () => sendJson({ method: 'DELETE', url: urlOf[kind](project), body: {} }, Derivation),
    onSettled: (_ordered, _error, _sent, _before, { client }) =>
      client.invalidateQueries({ queryKey: derivationQueries.last(project, kind).queryKey }),
  })
