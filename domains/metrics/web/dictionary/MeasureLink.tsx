import { Link } from '@tanstack/react-router'
import { useWords } from '#web/client/session.tsx'
import { words } from '../../dictionary-text.ts'

/** Leads from wherever a number is explained to its page of the dictionary. */
export const MeasureLink = ({ code }: { code: string }) => {
  const say = useWords()
  return (
    <Link to={'/measures' as string} search={{ code } as never}>
      {say(words.dictionary)}
    </Link>
  )
}
