'use client'

import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { FormError } from '#components/ui/form-error.tsx'
import { Input } from '#components/ui/input.tsx'
import { toast } from '#components/ui/toaster.tsx'
import { nameChange } from '#lib/api/account.ts'

export function NameFormContainer({ name }: { name: string }) {
  const [text, setText] = useState(name)
  const change = useMutation({ ...nameChange(), onSuccess: () => toast('Saved the name.') })
  return (
    <form
      aria-label="Name"
      className="flex max-w-96 flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        change.mutate({ name: text })
      }}
    >
      <div className="flex gap-2">
        <Input
          aria-label="Your name, as others see it"
          name="name"
          autoComplete="name"
          maxLength={100}
          value={text}
          onValueChange={setText}
          className="h-8 flex-1"
        />
        <Button type="submit" size="lg" disabled={change.isPending || text.trim() === name} focusableWhenDisabled>
          Save
        </Button>
      </div>
      <FormError error={change.error?.message ?? null} />
    </form>
  )
}
