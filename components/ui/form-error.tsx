import { cn } from './cn.ts'

/** Why what was sent was refused, read out as it appears; nothing while there is no error. */
export function FormError({ error, className }: { error: string | null; className?: string }) {
  if (error === null) return null
  return (
    <p role="alert" className={cn('rounded bg-bad-soft px-2.5 py-2 wrap-anywhere text-bad', className)}>
      {error}
    </p>
  )
}
