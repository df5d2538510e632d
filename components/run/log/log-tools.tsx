import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { formatCountExact } from '#lib/format/count.ts'
import { logLevels, type LogLevel } from '#lib/run-view/log-lines.ts'

type LogToolsProps = {
  words: string
  level: LogLevel
  shown: number
  total: number
  onWords: (words: string) => void
  onLevel: (level: LogLevel) => void
}

const levelLabels: Record<LogLevel, string> = {
  all: 'All levels',
  events: 'Span events',
  debug: 'Debug and above',
  info: 'Info and above',
  warn: 'Warnings and errors',
  error: 'Errors',
}
const levelOptions = logLevels.map((value) => ({ value, label: levelLabels[value] }))

export function LogTools({ words, level, shown, total, onWords, onLevel }: LogToolsProps) {
  return (
    <div className="flex min-h-9 shrink-0 items-center gap-2 border-b px-3 py-1">
      <Input
        type="search"
        aria-label="Filter the lines"
        placeholder="Filter lines"
        value={words}
        onChange={(event) => onWords(event.target.value)}
        className="h-6 w-44 text-sm"
      />
      <Select label="Level" value={level} options={levelOptions} onValueChange={onLevel} className="h-6" />
      <output className="text-xs whitespace-nowrap text-ink-3 tabular">
        {shown === total
          ? `${formatCountExact(total)} ${total === 1 ? 'line' : 'lines'}`
          : `${formatCountExact(shown)} of ${formatCountExact(total)} lines`}
      </output>
    </div>
  )
}
