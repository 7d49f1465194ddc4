import { expect } from 'chai';
import { useCommandLine } from '../support/command-line.ts';

describe('agencies and people by the command line', function () {
  this.timeout(60_000);
  const { vanban } = useCommandLine();

  const aUser = (username: string, roles: string) =>
    vanban(
      ...['user', 'create', '--agency', 'H99.08', '--username', username, '--full-name', 'Nguyễn Thị Lan'],
      ...['--title', 'Văn thư', '--roles', roles],
    );

  it('are added, and refused in one object with exit code 1', async () => {
    const link = await vanban('administrator', 'link');
    expect(link.answer.link).to.match(/\/first-administrator#[\w-]{43}$/);
    const anAgency = ['agency', 'create', '--name', 'Sở Nội vụ', '--symbol', 'SNV', '--place', 'Sao Mai', '--code'];
    const agency = await vanban(...anAgency, 'H99.08');
    expect(agency).to.deep.include({ code: 0 });
    expect(agency.answer).to.include({ code: 'H99.08', name: 'Sở Nội vụ' });
    expect(await vanban(...anAgency, 'H99.08')).to.deep.equal({
      code: 1,
      answer: { error: { code: 'code-taken', detail: 'Another agency has the code H99.08' } },
    });
    expect(await aUser('lan.nt', 'king')).to.have.nested.property('answer.error.code', 'bad-arguments');
    const user = await aUser('lan.nt', 'clerk,administrator');
    expect(user.answer.startPassword).to.match(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
    expect(await aUser('lan.nt', 'clerk')).to.have.nested.property('answer.error.code', 'username-taken');
    expect(await vanban('administrator', 'link')).to.have.nested.property('answer.error.code', 'administrator-exists');
  });

  it('has units of any agency, its accounts with what they may do, and a new password for one whom nobody else can help', async () => {
    const aUnit = ['unit', 'create', '--agency', 'H99.08', '--name', 'Văn phòng', '--symbol', 'VP'];
    expect(await vanban(...aUnit)).to.deep.include({ code: 0 });
    const { code, answer } = await vanban('user', 'list');
    expect(code).to.equal(0);
    expect(answer).to.have.nested.property('[0].people[0].username', 'lan.nt');
    expect(answer).to.have.deep.nested.property('[0].people[0].positions[0].roles', ['clerk', 'administrator']);
    const reason = ['--reason', 'Quản trị viên duy nhất quên mật khẩu'];
    const renewed = await vanban('user', 'password', '--username', 'lan.nt', ...reason);
    expect(renewed.answer.startPassword).to.match(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
  });
});
