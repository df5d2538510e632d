'use client'

import { useMutation } from '@tanstack/react-query'
import { Button } from '#components/ui/button.tsx'
import { FormError } from '#components/ui/form-error.tsx'
import { accepting, signingOut } from '#lib/api/account.ts'
import { meQueries } from '#lib/api/me.ts'
import type { Person } from '#lib/domain/access/account.ts'
import { paths } from '#lib/paths.ts'
import { leaveFor } from './leave-for.ts'

/** Somebody who is signed in; `meant` is whom the invitation is for, '' for whoever has it. */
export function JoinAsContainer({ token, meant, person }: { token: string; meant: string; person: Person }) {
  const join = useMutation({ ...accepting(), onSuccess: ({ project }) => leaveFor(paths.runs(project)) })
  const signOut = useMutation({
    ...signingOut(),
    // Asked again, the server knows nobody: the page then offers the other ways in.
    onSettled: (_done, _error, _nothing, _before, { client }) =>
      client.resetQueries({ queryKey: meQueries.me().queryKey }),
  })
  const isForAnother = meant !== '' && meant !== person.email
  const error = join.error ?? signOut.error
  return (
    <>
      {isForAnother ? (
        <p>
          This invitation is for <strong className="font-medium">{meant}</strong>, and you are signed in as{' '}
          {person.email}. Sign out to use it with the other account.
        </p>
      ) : (
        <Button
          variant="primary"
          size="lg"
          className="h-auto min-h-8 shrink py-1 whitespace-normal"
          disabled={join.isPending || join.isSuccess}
          onClick={() => join.mutate({ token, account: null })}
        >
          {join.isPending ? 'Joining …' : `Join as ${person.email}`}
        </Button>
      )}
      <FormError error={error?.message ?? null} />
      <Button variant="link" size="inline" disabled={signOut.isPending} onClick={() => signOut.mutate()}>
        Use another account
      </Button>
    </>
  )
}
