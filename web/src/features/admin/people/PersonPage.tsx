/** One person: plan a change, see what it would do, apply it; sessions, sight and history beside. */
import { ArrowLeftOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Card, Col, Descriptions, Flex, Row, Tag } from 'antd'
import { Link, useParams } from 'react-router'

import { api, read } from '../../../api/client'
import { Failure } from '../../../design/Failure'
import { PageHead } from '../../../design/PageHead'
import { Waiting } from '../../../design/Waiting'
import { ChangeList } from '../changes/ChangeList'
import { useName, usePlaceNames } from '../../../design/places'
import { useT } from './messages'
import { PersonActions } from './PersonActions'
import { PersonSessions } from './PersonSessions'
import { PersonSight } from './PersonSight'
import { PlannedChange } from './PlannedChange'

export default function PersonPage() {
  const t = useT()
  const name = useName()
  const places = usePlaceNames()
  const { person: id = '' } = useParams()
  const person = useQuery({
    queryKey: ['person', id],
    queryFn: () => read(api.GET('/people/{person_id}', { params: { path: { person_id: id } } })),
  })
  if (person.isPending) return <Waiting rows={10} />
  if (!person.data) return <Failure problem={person.error} retry={() => void person.refetch()} />
  const who = person.data
  return (
    <>
      <Link to="/people">
        <ArrowLeftOutlined /> {t('back')}
      </Link>
      <PageHead
        title={
          <Flex gap={8} align="center" style={{ marginTop: 8 }}>
            {name(who)}
            {who.status === 'disabled' && <Tag>{t('disabled')}</Tag>}
          </Flex>
        }
        actions={<PersonActions person={who} />}
      />
      <Descriptions
        size="small"
        column={{ xs: 1, md: 3 }}
        style={{ marginBottom: 16 }}
        items={[
          { key: 'user', label: t('user'), children: who.id },
          {
            key: 'organisation',
            label: t('organisation'),
            children: who.organisation ? places.organisation(who.organisation) : t('noOrganisation'),
          },
          {
            key: 'area',
            label: t('area'),
            children: places.areaOf(who),
          },
        ]}
      />
      <Row gutter={[16, 16]}>
        <Col xs={24} xl={14}>
          <Flex vertical gap={16}>
            <PlannedChange key={`${who.id} ${who.status} ${who.groups.join()}`} person={who} />
            <PersonSight person={who.id} />
          </Flex>
        </Col>
        <Col xs={24} xl={10}>
          <Flex vertical gap={16}>
            <PersonSessions person={who.id} />
            <Card size="small" title={t('history')}>
              <ChangeList query={{ subject: who.id }} dense />
            </Card>
          </Flex>
        </Col>
      </Row>
    </>
  )
}
