'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from '#components/ui/button.tsx'
import { FormError } from '#components/ui/form-error.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { accountQueries, everySignInEnd, signInEnd, signingOut } from '#lib/api/account.ts'
import { DeviceList } from './device-list.tsx'
import { leaveSignedOut } from './leave-signed-out.ts'

/** Where somebody is signed in, and how to end that. */
export function DevicesContainer() {
  const list = useQuery(accountQueries.signIns())
  const signOut = useMutation({ ...signingOut(), onSuccess: leaveSignedOut })
  const everywhere = useMutation({ ...everySignInEnd(), onSuccess: leaveSignedOut })
  const ending = useMutation(signInEnd())
  const error = ending.error ?? everywhere.error ?? signOut.error ?? list.error
  const busy = ending.isPending || everywhere.isPending || signOut.isPending
  return (
    <>
      <FormError error={error?.message ?? null} />
      {list.data === undefined ? (
        <output aria-busy={list.isPending} aria-label="Loading the devices">
          <Skeleton className="h-8" />
        </output>
      ) : (
        <DeviceList
          signIns={list.data.items}
          busy={busy}
          onSignOut={({ signInId, isThis }) => (isThis ? signOut.mutate() : ending.mutate(signInId))}
        />
      )}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button variant="danger" size="lg" disabled={busy} onClick={() => everywhere.mutate()}>
          Sign out everywhere
        </Button>
        <span className="text-sm text-ink-2">Ends every sign-in of yours within seconds, this one too.</span>
      </div>
    </>
  )
}
