import type { SearchField, SearchMatch } from '#lib/domain/run-search.ts'
import type { SpanKind } from '#lib/domain/span.ts'
import { formatCountExact } from '#lib/format/count.ts'
import { decodeEscapes } from '#lib/run-view/parse-json.ts'
import { tabOfField, type SpanTab } from '../panel/span-tabs.ts'

type MatchListProps = { matches: readonly SearchMatch[]; kind: SpanKind; onTab: (tab: SpanTab) => void }

/** What the search found in one span, with the words around it; a line opens the tab that shows it. */
export function MatchList({ matches, kind, onTab }: MatchListProps) {
  return (
    <ul aria-label="Found in this span" className="scroll-quiet max-h-40 shrink-0 overflow-y-auto border-b py-1">
      {matches.map((match) => (
        <li key={`${match.field} ${match.name} ${match.logId}`}>
          <button
            type="button"
            onClick={() => onTab(tabOfField[match.field] ?? 'messages')}
            className="flex w-full items-baseline gap-2 px-3 py-0.5 text-left text-sm hover:bg-hover"
          >
            <span className="max-w-2/5 shrink-0 truncate text-xs text-ink-3">{placeOf(match, kind)}</span>
            <span className="min-w-0 flex-1 truncate text-ink-2">
              <Snippet match={match} />
            </span>
            {match.count > 1 ? (
              <span className="shrink-0 text-xs text-ink-3 tabular">{formatCountExact(match.count)} ×</span>
            ) : null}
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Text before the match is cut at its beginning, so that the match is in sight. */
const BEFORE = 24

function Snippet({ match }: { match: SearchMatch }) {
  const before = decodeEscapes(match.before)
  return (
    <>
      {before.length > BEFORE ? '…' : ''}
      {before.slice(-BEFORE)}
      <mark className="rounded-[2px] bg-warn-soft font-medium text-ink outline-1 outline-warn/40">
        {decodeEscapes(match.found)}
      </mark>
      {decodeEscapes(match.after)}
    </>
  )
}

const places: Record<SearchField, string> = {
  name: 'name',
  input: 'input',
  output: 'output',
  error: 'error',
  attribute: '',
  event: 'event',
  log: 'log',
}

function placeOf({ field, name }: SearchMatch, kind: SpanKind): string {
  if (kind === 'tool' && field === 'input') return 'arguments'
  if (kind === 'tool' && field === 'output') return 'result'
  return [places[field], name].filter((part) => part !== '').join(' ')
}
