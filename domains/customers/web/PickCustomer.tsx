import { Select } from 'antd'
import { useState } from 'react'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { listCustomers } from '../contract.ts'
import { text } from '../record-text.ts'

const leastLetters = 1

/** Another customer within reach, found as in the list. */
export const PickCustomer = ({
  value,
  onChange,
  except,
  id,
}: {
  value?: string
  onChange?: (customerId: string | undefined) => void
  except: string
  id?: string
}) => {
  const say = useWords()
  const [search, setSearch] = useState('')
  const found = useAsk(listCustomers, { query: { search } }, { when: search.trim().length >= leastLetters })
  const rows = (found.data?.rows ?? []).filter((row) => row.id !== except).slice(0, 50)
  return (
    <Select<string>
      {...(id ? { id } : {})}
      showSearch={{ filterOption: false, onSearch: setSearch }}
      allowClear
      style={{ width: '100%' }}
      aria-label={say(text.findOther)}
      placeholder={say(text.findOther)}
      loading={found.isFetching}
      {...(value ? { value } : {})}
      onChange={(customerId) => onChange?.(customerId)}
      options={rows.map((row) => ({
        value: row.id,
        label: [row.name || say(text.nobody), row.number, row.company].filter(Boolean).join(' · '),
      }))}
      notFoundContent={search === '' ? null : say(text.nothing)}
    />
  )
}
