'use client'

import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { runQueries } from '#lib/api/runs.ts'
import type { Run, RunSpans } from '#lib/domain/run.ts'
import { decodeEscapes } from '#lib/run-view/parse-json.ts'
import { findMatches, groupBySpan, joinMatches } from '#lib/run-view/find-matches.ts'

/** Typing on asks once. */
const PAUSE_MS = 250
/** One letter is in everything; the rows themselves are searched by it all the same. */
const MIN_LENGTH = 2

export type FindOptions = { regex: boolean; repeats: boolean }

/** What is searched for in a run: at once in the rows, and after a pause in everything that was recorded. */
export function useRunFind(run: Run, spans: RunSpans) {
  const [query, setQuery] = useState('')
  const [options, setOptions] = useState<FindOptions>({ regex: false, repeats: false })
  const asked = useAfterPause(query.trim())
  const isAsked = asked.length >= MIN_LENGTH
  const search = useQuery({
    ...runQueries.search(run.project, run.runId, run.version, { q: asked, ...options }),
    enabled: isAsked,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  const found = isAsked && asked === query.trim() ? search.data : undefined
  const error = isAsked ? search.error : null

  const { nodes } = spans
  const byRow = useMemo(() => (options.regex ? [] : findMatches(nodes, query)), [nodes, query, options.regex])
  const bySpan = useMemo(() => groupBySpan(found?.items ?? []), [found])
  const matches = useMemo(() => joinMatches(nodes, byRow, bySpan), [nodes, byRow, bySpan])
  const matchedIds = useMemo(() => new Set(matches.flatMap((index) => nodes[index]?.spanId ?? [])), [matches, nodes])
  const texts = useMemo(
    () => (options.regex ? (found?.items ?? []).map((match) => decodeEscapes(match.found)) : [query]),
    [found, options.regex, query],
  )
  return {
    query,
    setQuery,
    options,
    setOptions,
    matches,
    matchedIds,
    /** Texts to mark: what was typed, or what its pattern has found. */
    texts,
    /** What was found in the content of each row. */
    bySpan,
    result: found ?? null,
    error,
    isSearching: query.trim().length >= MIN_LENGTH && found === undefined && error === null,
  }
}

export type RunFind = ReturnType<typeof useRunFind>

function useAfterPause(value: string): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), value === '' ? 0 : PAUSE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
