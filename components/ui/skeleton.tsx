import { cn } from './cn.ts'

/** Stands where content will be, in its size. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn('block h-3 rounded-sm bg-hover', className)} />
}
