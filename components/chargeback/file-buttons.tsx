import { Button } from '#components/ui/button.tsx'
import { StatementFormat } from '#lib/domain/chargeback.ts'

type FileButtonsProps = {
  /** What is saved. */
  name: string
  onSave: (format: StatementFormat) => void
}

/** What was frozen, as files. */
export function FileButtons({ name, onSave }: FileButtonsProps) {
  return StatementFormat.options.toReversed().map((format) => (
    <Button
      key={format}
      size="sm"
      variant="ghost"
      aria-label={`Save ${name} as ${format.toUpperCase()}`}
      onClick={() => onSave(format)}
    >
      {format.toUpperCase()}
    </Button>
  ))
}
