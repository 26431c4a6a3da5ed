import { Tag } from 'antd'
import { useWords } from '#web/client/session.tsx'
import type { Employee } from '../contract.ts'
import { text } from '../text.ts'

/** The skills of somebody, each with its level. */
export const SkillTags = ({ skills }: Pick<Employee, 'skills'>) => {
  const say = useWords()
  if (skills.length === 0) return <>–</>
  return (
    <>
      {skills.map((skill) => (
        <Tag key={skill.skillId}>{say(text.skillWithLevel, skill)}</Tag>
      ))}
    </>
  )
}
