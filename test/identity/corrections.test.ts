import { expect } from 'chai';
import { agencies, people, positions, units } from '../../server/identity/store.ts';
import { readOne } from '../../server/platform/database/store.ts';
import {
  type Agent,
  aKey,
  anAgency,
  anEmployee,
  type Employee,
  eventsOf,
  signedInAs,
  useAuditedLedger,
  useIdentityApp,
} from '../support/identity.ts';
import { useFreshDatabase } from '../support/mongo.ts';

const reason = 'Quyết định 12/QĐ-UBND';
const nobody = '00000000-0000-7000-8000-000000000000';

describe('setting right how people, units, positions and agencies are called', () => {
  useFreshDatabase();
  useAuditedLedger();
  const app = useIdentityApp();
  let agency: Awaited<ReturnType<typeof anAgency>>;
  let administrator: Employee;
  let second: Agent;
  let agent: Agent;
  let stranger: Employee;

  before(async () => {
    agency = await anAgency();
    administrator = await anEmployee(agency, ['administrator']);
    agent = await signedInAs(app.address(), administrator.person.username);
    second = await signedInAs(app.address(), (await anEmployee(agency, ['administrator'])).person.username);
    stranger = await anEmployee(await anAgency(), ['clerk']);
  });

  const act = (path: string, body: object, by = agent) => by.post(`/api${path}`).set(aKey()).send(body);
  const lastEvent = async () => (await eventsOf(agency.id)).at(-1);
  const typeOf = ({ body }: { body: { type: string } }) => body.type;

  it('changes a person’s name, user name and ways to be reached, not the id or the password; the log says what stood before and after', async () => {
    const { person } = await anEmployee(agency, ['specialist']);
    const given = { username: 'ten-moi', fullName: 'Lê Thị Hòa', phone: '0912', email: null };
    const path = `/people/${person.id}/correction`;
    const { body } = await act(path, { ...given, version: person.version, reason }).expect(200);
    expect(body).to.deep.include({ id: person.id, ...given, correction: null });
    const { version } = body;
    expect(await lastEvent()).to.deep.equal({
      type: 'person-corrected',
      subjectPersonId: person.id,
      changed: [
        { field: 'username', before: person.username, after: 'ten-moi' },
        { field: 'fullName', before: person.fullName, after: 'Lê Thị Hòa' },
        { field: 'phone', before: '', after: '0912' },
      ],
      reason,
    });
    await signedInAs(app.address(), 'ten-moi');
    const again = await act(path, { ...given, version, reason }).expect(422);
    expect(typeOf(again)).to.equal('/problems/nothing-to-correct');
    const { username } = administrator.person;
    const taken = await act(path, { ...given, username, version, reason }).expect(409);
    expect(typeOf(taken)).to.equal('/problems/username-taken');
    await act(path, { ...given, version }).expect(422);
    const { body: log } = await agent.get('/api/log/events').expect(200);
    const line = log.items.find(({ type }: { type: string }) => type === 'person-corrected');
    expect(line.about).to.equal('Lê Thị Hòa (ten-moi)');
  });

  it('changes a unit’s name and symbol, which no other unit may have', async () => {
    const { body: unit } = await act('/units', { name: 'Phòng Cũ', symbol: 'PC' }).expect(201);
    await act('/units', { name: 'Phòng Khác', symbol: 'PK' }).expect(201);
    const path = `/units/${unit.id}/correction`;
    const { body: renamed } = await act(path, { name: 'Phòng Mới', symbol: 'PC', version: 1, reason }).expect(200);
    expect(renamed.name).to.equal('Phòng Mới');
    const changed = [{ field: 'name', before: 'Phòng Cũ', after: 'Phòng Mới' }];
    expect(await lastEvent()).to.deep.equal({ type: 'unit-corrected', unitId: unit.id, changed, reason });
    const taken = await act(path, { name: 'Phòng Mới', symbol: 'PK', version: 2, reason }).expect(409);
    expect(typeOf(taken)).to.equal('/problems/symbol-taken');
    expect(await readOne(units, { _id: unit.id })).to.include({ name: 'Phòng Mới', symbol: 'PC' });
  });

  it('changes how the agency is called; its code stays, and another’s name is refused', async () => {
    const other = await anAgency({ name: 'Sở Du lịch' });
    const given = { oldCode: null, name: 'Sở Nội vụ và Lao động', symbol: 'SNVLD', place: 'Sao Mai', parentName: null };
    const path = `/agencies/${agency.id}/correction`;
    const { version } = agency;
    const { body } = await act(path, { ...given, version, reason }).expect(200);
    expect(body).to.deep.include({ ...given, id: agency.id, code: agency.code });
    expect(await lastEvent()).to.deep.equal({
      type: 'agency-corrected',
      subjectAgencyId: agency.id,
      changed: [
        { field: 'name', before: agency.name, after: given.name },
        { field: 'symbol', before: agency.symbol, after: 'SNVLD' },
        { field: 'parentName', before: agency.parentName, after: '' },
      ],
      reason,
    });
    const { name, parentName } = other;
    const taken = await act(path, { ...given, name, parentName, version: body.version, reason }).expect(409);
    expect(typeOf(taken)).to.equal('/problems/name-taken');
    await act(path, { ...given, code: 'H99.99', version, reason }).expect(422);
    await act(`/agencies/${other.id}/correction`, { ...given, name: 'Của tôi', version, reason }).expect(404);
    expect(await readOne(agencies, { _id: other.id })).to.include({ name });
  });

  it('changes a position that needs no second person at once', async () => {
    const { position } = await anEmployee(agency, ['specialist']);
    const given = { title: 'Chuyên viên chính', unitId: null, capacity: [] };
    const { version } = position;
    const { body } = await act(`/positions/${position.id}/correction`, { ...given, version, reason }).expect(200);
    expect(body).to.deep.include({ ...given, correction: null });
    expect(await lastEvent()).to.deep.equal({
      type: 'position-corrected',
      subjectPositionId: position.id,
      subjectPersonId: position.personId,
      roles: ['specialist'],
      changed: [{ field: 'title', before: position.title, after: 'Chuyên viên chính' }],
      reason,
    });
  });

  it('changes what stands for one who signs once a second administrator agrees, and takes no right meanwhile', async () => {
    const leader = await anEmployee(agency, ['leader']);
    const theirs = await signedInAs(app.address(), leader.person.username);
    const { id, version } = leader.position;
    const { body: unit } = await act('/units', { name: 'Ban Giám đốc', symbol: 'BGD' }).expect(201);
    const given = { title: 'Phó Giám đốc', unitId: unit.id, capacity: ['KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC'] };
    const changed = [
      { field: 'title', before: leader.position.title, after: 'Phó Giám đốc' },
      { field: 'unit', before: '', after: 'Ban Giám đốc (BGD)' },
      { field: 'capacity', before: leader.position.capacity.join(' / '), after: 'KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC' },
    ];
    const { body } = await act(`/positions/${id}/correction`, { ...given, version, reason }).expect(200);
    expect(body).to.deep.include({ title: leader.position.title, proposedBy: null });
    expect(body.correction).to.deep.include({ ...given, proposedBy: administrator.person.id });
    expect(await lastEvent()).to.deep.include({ type: 'position-correction-asked', changed });
    await theirs.get('/api/units').expect(200);

    const seen = { version: body.version };
    const alone = await act(`/positions/${id}/confirmation`, seen).expect(409);
    expect(typeOf(alone)).to.equal('/problems/second-person-needed');
    expect((await readOne(positions, { _id: id }))?.title).to.equal(leader.position.title);
    const unseen = await act(`/positions/${id}/confirmation`, { version }, second).expect(412);
    expect(typeOf(unseen)).to.equal('/problems/stale');
    const agreed = await act(`/positions/${id}/confirmation`, seen, second).expect(200);
    expect(agreed.body).to.deep.include({ ...given, correction: null });
    expect(await lastEvent()).to.deep.include({ type: 'position-confirmed', changed });
    await act(`/positions/${id}/confirmation`, seen, second).expect(409);
  });

  it('gives one who signs, or ever did, another name only once a second administrator agrees; the rest at once', async () => {
    const leader = await anEmployee(agency, ['leader'], { fullName: 'Trần Quốc Bảo' });
    const { id, username, version, phone, email } = leader.person;
    await act(`/positions/${leader.position.id}/end`, { until: '2026-01-01' }).expect(200);
    const path = `/people/${id}/correction`;
    const account = { username, phone, email, reason };
    const asked = await act(path, { ...account, fullName: 'Lê Mạo Danh', phone: '0913', version }).expect(200);
    expect(asked.body).to.deep.include({
      fullName: 'Trần Quốc Bảo',
      phone: '0913',
      correction: { fullName: 'Lê Mạo Danh', proposedBy: administrator.person.id },
    });
    const subject = { subjectPersonId: id, reason };
    expect((await eventsOf(agency.id)).slice(-2)).to.deep.equal([
      { type: 'person-corrected', ...subject, changed: [{ field: 'phone', before: '', after: '0913' }] },
      {
        type: 'person-correction-asked',
        ...subject,
        changed: [{ field: 'fullName', before: 'Trần Quốc Bảo', after: 'Lê Mạo Danh' }],
      },
    ]);

    const confirmation = `/people/${id}/name/confirmation`;
    const shown = { version: asked.body.version };
    expect(typeOf(await act(confirmation, shown).expect(409))).to.equal('/problems/second-person-needed');
    const theirs = { ...account, fullName: 'Trần Quốc Bảo', phone: null, ...shown };
    const { body: called } = await act(path, theirs, second).expect(200);
    expect(called.correction).to.deep.equal(asked.body.correction);
    const again = { ...account, fullName: 'Trần Quốc Bảo Anh', phone: null, version: called.version };
    const { body: waiting } = await act(path, again).expect(200);
    expect(typeOf(await act(confirmation, { version: called.version }, second).expect(412))).to.equal(
      '/problems/stale',
    );
    expect(await readOne(people, { _id: id })).to.include({ fullName: 'Trần Quốc Bảo' });
    const { body: agreed } = await act(confirmation, { version: waiting.version }, second).expect(200);
    expect(agreed).to.deep.include({ fullName: 'Trần Quốc Bảo Anh', correction: null });
    expect(await lastEvent()).to.deep.equal({
      type: 'person-name-confirmed',
      subjectPersonId: id,
      changed: [{ field: 'fullName', before: 'Trần Quốc Bảo', after: 'Trần Quốc Bảo Anh' }],
    });
    const done = await act(confirmation, { version: agreed.version }, second).expect(409);
    expect(typeOf(done)).to.equal('/problems/name-not-waiting');
  });

  it('lets no administrator agree to their own name, or give it alone', async () => {
    const { id, username, version } = administrator.person;
    const given = { username, fullName: 'Tên Khác', version, reason };
    const { body } = await act(`/people/${id}/correction`, given, second).expect(200);
    expect(body.fullName).to.equal(administrator.person.fullName);
    const own = await act(`/people/${id}/name/confirmation`, { version: body.version }).expect(409);
    expect(typeOf(own)).to.equal('/problems/second-person-needed');
  });

  it('lets the later of two administrators not write over what the first one set right', async () => {
    const { person, position } = await anEmployee(agency, ['specialist']);
    const { body: unit } = await act('/units', { name: 'Phòng Hai', symbol: 'PHAI' }).expect(201);
    const { body: directory } = await agent.get('/api/agencies').expect(200);
    const { version } = directory.find(({ id }: { id: string }) => id === agency.id);
    const { name, symbol } = agency;
    for (const [path, body, other] of [
      [`/people/${person.id}`, { username: person.username, fullName: 'Tên Một', version: 1 }, { fullName: 'Tên Hai' }],
      [`/positions/${position.id}`, { title: 'Chức vụ một', version: 1 }, { title: 'Chức vụ hai' }],
      [`/units/${unit.id}`, { name: 'Phòng Một', symbol: 'PHAI', version: 1 }, { symbol: 'P2' }],
      [`/agencies/${agency.id}`, { name, symbol, place: 'Nơi một', version }, { place: 'Nơi hai' }],
    ] as const) {
      await act(`${path}/correction`, { ...body, reason }).expect(200);
      const late = await act(`${path}/correction`, { ...body, ...other, reason }, second).expect(412);
      expect(typeOf(late), path).to.equal('/problems/stale');
    }
    expect(await readOne(people, { _id: person.id })).to.include({ fullName: 'Tên Một' });
  });

  it('lets nobody slip words into a position that waits for their own agreement', async () => {
    const { id } = stranger.person;
    const { person } = await anEmployee(agency, ['specialist']);
    expect(id).not.to.equal(person.id);
    const { body: waiting } = await act(`/people/${person.id}/positions`, {
      title: 'Văn thư',
      roles: ['clerk'],
      from: '2026-01-01',
    }).expect(201);
    const given = { title: 'Trưởng phòng', unitId: null, capacity: [], version: waiting.version, reason };
    const { version } = (await act(`/positions/${waiting.id}/correction`, given, second).expect(200)).body;
    await act(`/positions/${waiting.id}/confirmation`, { version }, second).expect(409);
    const { body } = await act(`/positions/${waiting.id}/confirmation`, { version }).expect(200);
    expect(body).to.deep.include({ title: 'Trưởng phòng', proposedBy: null });
  });

  it('answers for people, units and positions of another agency as for none at all', async () => {
    const account = { username: 'x-x', fullName: 'X', version: 1, reason };
    const named = { name: 'X', symbol: 'X', version: 1, reason };
    const held = { title: 'X', version: 1, reason };
    const { body: own } = await act('/units', { name: 'Phòng Hỏi', symbol: 'PH' }).expect(201);
    for (const [path, body] of [
      [`/people/${stranger.person.id}/correction`, account],
      [`/people/${nobody}/correction`, account],
      [`/people/${stranger.person.id}/name/confirmation`, { version: 1 }],
      [`/units/${nobody}/correction`, named],
      [`/positions/${stranger.position.id}/correction`, held],
      [`/positions/${administrator.position.id}/correction`, { ...held, unitId: nobody }],
    ] as const) {
      await act(path, body).expect(404);
    }
    const clerk = await signedInAs(app.address(), stranger.person.username);
    await act(`/units/${own.id}/correction`, named, clerk).expect(403);
    expect(await readOne(people, { _id: stranger.person.id })).to.include({ fullName: stranger.person.fullName });
  });
});

describe('an agency that another one added', () => {
  useFreshDatabase();
  useAuditedLedger();
  const app = useIdentityApp();
  let agent: Agent;
  let second: Agent;
  let added: { readonly id: string; readonly name: string; readonly version: number };

  before(async () => {
    const home = await anAgency();
    const [one, other] = [await anEmployee(home, ['administrator']), await anEmployee(home, ['administrator'])];
    agent = await signedInAs(app.address(), one.person.username);
    second = await signedInAs(app.address(), other.person.username);
    const fields = { code: 'H99.700', name: 'Chi cục Văn thư', symbol: 'CCVT', place: 'Sao Mai' };
    added = (await agent.post('/api/agencies').set(aKey()).send(fields).expect(201)).body;
  });

  const to = (path: string, body: object, by = agent) =>
    by.post(`/api${path}`).query({ agencyId: added.id }).set(aKey()).send(body);
  const held = (role: string) => ({ title: role, roles: [role], from: '2026-01-01' });

  it('gets its units and first people in the browser, each weighty role by two; its own log says who did it', async () => {
    const { body: unit } = await to('/units', { name: 'Văn phòng', symbol: 'VP' }).expect(201);
    expect(unit.agencyId).to.equal(added.id);
    const { body } = await to('/people', { username: 'quan-tri-moi', fullName: 'Ngô Văn Tám' }).expect(201);
    const given = { ...held('administrator'), unitId: unit.id };
    const { body: position } = await to(`/people/${body.person.id}/positions`, given).expect(201);
    expect(position).to.deep.include({ agencyId: added.id, unitName: 'Văn phòng' });
    expect(position.proposedBy).to.be.a('string');
    const { version } = position;
    await to(`/positions/${position.id}/confirmation`, { version }).expect(409);
    await to(`/positions/${position.id}/confirmation`, { version }, second).expect(200);
    const events = await eventsOf(added.id);
    expect(events.map(({ type }) => type)).to.deep.equal([
      'unit-created',
      'person-created',
      'position-created',
      'position-confirmed',
    ]);
    const { body: list } = await agent.get('/api/people').query({ agencyId: added.id }).expect(200);
    expect(list.map(({ username }: { username: string }) => username)).to.deep.equal(['quan-tri-moi']);
    expect((await agent.get('/api/units').query({ agencyId: added.id }).expect(200)).body).to.deep.equal([unit]);
    const names = { oldCode: null, name: 'Chi cục Lưu trữ', symbol: 'CCLT', place: 'Sao Mai', parentName: null };
    const renamed = await agent
      .post(`/api/agencies/${added.id}/correction`)
      .set(aKey())
      .send({ ...names, version: added.version, reason })
      .expect(200);
    expect(renamed.body.name).to.equal('Chi cục Lưu trữ');
  });

  it('is set up by nobody else: neither by other agencies nor by those who do not administer', async () => {
    const foreign = await signedInAs(
      app.address(),
      (await anEmployee(await anAgency(), ['administrator'])).person.username,
    );
    await to('/people', { username: 'ke-la', fullName: 'X' }, foreign).expect(404);
    await foreign.get('/api/people').query({ agencyId: added.id }).expect(404);
    const { body: own } = await agent.get('/api/session').expect(200);
    const specialist = await anEmployee(own.agency, ['specialist']);
    const theirs = await signedInAs(app.address(), specialist.person.username);
    await theirs.get('/api/units').query({ agencyId: added.id }).expect(404);
    expect((await foreign.get('/api/agencies/to-set-up').expect(200)).body).to.deep.equal([]);
    expect((await agent.get('/api/agencies/to-set-up').expect(200)).body).to.deep.equal([{ agencyId: added.id }]);
  });

  it('looks after itself once it has two administrators', async () => {
    const { body } = await to('/people', { username: 'quan-tri-hai', fullName: 'Vũ Thị Chín' }).expect(201);
    const { body: position } = await to(`/people/${body.person.id}/positions`, held('administrator')).expect(201);
    await to(`/positions/${position.id}/confirmation`, { version: position.version }, second).expect(200);
    await to('/people', { username: 'muon-roi', fullName: 'X' }).expect(404);
    await agent.get('/api/people').query({ agencyId: added.id }).expect(404);
    expect((await agent.get('/api/agencies/to-set-up').expect(200)).body).to.deep.equal([]);
  });
});
