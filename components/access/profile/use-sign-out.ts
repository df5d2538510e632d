'use client'

import { useMutation } from '@tanstack/react-query'
import { toast } from '#components/ui/toaster.tsx'
import { signingOut } from '#lib/api/account.ts'
import { leaveSignedOut } from './leave-signed-out.ts'

/** Signs out on this device; who could not be signed out is told so. */
export function useSignOut(): () => void {
  const signOut = useMutation({
    ...signingOut(),
    onSuccess: leaveSignedOut,
    onError: (error) => toast.error(`You are still signed in: ${error.message}`),
  })
  return () => signOut.mutate()
}
