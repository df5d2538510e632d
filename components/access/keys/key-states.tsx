import { KeyRound, Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'

export function NoKeys({ action }: { action: ReactNode }) {
  return (
    <EmptyState icon={<KeyRound aria-hidden />} title="No API key yet" actions={action}>
      A key lets a program send telemetry to this project, or read what is in it. It can be bound to a tenant or an
      environment, limited, rotated without losing anything, and revoked within seconds.
    </EmptyState>
  )
}

export function KeysForbidden() {
  return (
    <EmptyState icon={<Lock aria-hidden />} title="Keys are for admins of this project">
      Your role does not show them. Ask an admin of the project for a key, or for the role.
    </EmptyState>
  )
}

export function KeysLoading() {
  return (
    <output aria-label="Loading the keys" className="grid gap-4 p-3">
      {['one', 'two', 'three', 'four'].map((row) => (
        <Skeleton key={row} className="h-4" />
      ))}
    </output>
  )
}
