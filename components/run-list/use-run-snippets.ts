'use client'

import { useQueries } from '@tanstack/react-query'
import { runPageSize, runQueries } from '#lib/api/runs.ts'
import type { RunSnippet, RunSnippets } from '#lib/domain/run-snippets.ts'
import type { Run } from '#lib/domain/run.ts'

/** The words around what the list was searched for, by run; they come after the rows. */
export function useRunSnippets(
  project: string,
  q: string | undefined,
  runs: readonly Run[],
): ReadonlyMap<string, RunSnippet> {
  const ids = q === undefined || q.trim() === '' ? [] : runs.map(({ runId }) => runId)
  const pages = Array.from({ length: Math.ceil(ids.length / runPageSize) }, (_, page) =>
    ids.slice(page * runPageSize, (page + 1) * runPageSize),
  )
  return useQueries({
    queries: pages.map((page) => runQueries.snippets(project, q ?? '', page)),
    combine: byRun,
  })
}

/** One function for ever: its result is kept while the answers are the same. */
function byRun(answers: readonly { data: RunSnippets | undefined }[]): ReadonlyMap<string, RunSnippet> {
  return new Map(answers.flatMap(({ data }) => (data?.items ?? []).map((snippet) => [snippet.runId, snippet] as const)))
}
