import { KeyRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { EmptyState } from '#components/ui/empty-state.tsx'

export function NoKeys({ action }: { action: ReactNode }) {
  return (
    <EmptyState icon={<KeyRound aria-hidden />} title="No API key yet" actions={action}>
      A key lets a program send telemetry to this project, or read what is in it. It can be bound to a tenant or an
      environment, limited, rotated without losing anything, and revoked within seconds.
    </EmptyState>
  )
}
