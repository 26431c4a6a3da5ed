import { useParams } from '@tanstack/react-router'
import { useAsk } from '#web/client/use-ask.ts'
import { getList } from '../contract.ts'

/** The list the address names. */
export const useList = () => {
  const { listId = '' } = useParams({ strict: false }) as { listId?: string }
  return { listId, list: useAsk(getList, { params: { listId } }) }
}
