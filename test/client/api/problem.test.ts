import { expect } from 'chai';
import { ProblemError, problemOf, problemOfAnswer } from '../../../client/api/problem.ts';
import { fieldWords, problemWords } from '../../../client/api/problem-text.ts';
import { uiText } from '../../../client/ui/text.ts';

describe('what the server refused', () => {
  it('is read from the problem document: slug, fields, when to try again, the request', () => {
    const document = {
      type: '/problems/too-long',
      title: 'Too long',
      status: 422,
      detail: '/body/subject: too long',
      instance: 'req-1',
      fields: [{ pointer: '/body/subject', code: 'too-long', detail: 'at most 500' }],
      number: 2287,
    };
    const problem = problemOfAnswer(422, JSON.stringify(document), null);
    expect(problem.slug).to.equal('too-long');
    expect(problem.fields[0]?.pointer).to.equal('/body/subject');
    expect(problem.requestId).to.equal('req-1');
    expect(problem.extra.number).to.equal(2287);
    expect(problem.passing).to.equal(false);
  });

  it('waits as long as a server that is away asks for', () => {
    const problem = problemOfAnswer(503, '{"type":"/problems/database-unavailable"}', '4');
    expect(problem.retryAfter).to.equal(4);
    expect(problem.passing).to.equal(true);
  });

  it('makes a problem even of the page of a proxy', () => {
    const problem = problemOfAnswer(502, '<html>Bad Gateway</html>', null);
    expect(problem.slug).to.equal('internal-error');
    expect(problem.passing).to.equal(true);
  });

  it('takes a lost network for something that passes', () => {
    expect(new ProblemError({ slug: 'offline', status: 0 }).passing).to.equal(true);
    expect(problemOf(new TypeError('undefined is not a function')).passing).to.equal(false);
  });

  it('names a character that nobody sees, with its line and its field', () => {
    const extra = { line: 3, character: '☐', codePoint: 'U+2610' };
    const fields = [{ pointer: '/body/letter/body', code: 'unprintable-character', detail: '' }];
    const unprintable = new ProblemError({ slug: 'unprintable-character', status: 422, fields, extra });
    expect(problemWords(unprintable, 'vi').detail).to.include('Nội dung, dòng 3: ký tự “☐” (U+2610)');
    expect(problemWords(unprintable, 'en').detail).to.include('Text, line 3: character “☐” (U+2610)');
    const hidden = { line: 1, codePoint: 'U+202E' };
    expect(fieldWords('forbidden-character', 'vi', hidden)).to.include('Dòng 1: ký tự U+202E');
    expect(fieldWords('forbidden-character', 'en')).to.include('type it instead of pasting');
  });

  it('names what is wrong with a search, of which no field stands on the page', () => {
    const fields = [{ pointer: '/query/q', code: 'too-long', detail: 'too long' }];
    const tooLong = new ProblemError({ slug: 'too-long', status: 422, fields });
    expect(problemWords(tooLong, 'vi').detail).to.include('nhiều nhất 500 ký tự');
    expect(problemWords(tooLong, 'en').detail).to.include('at most 500 characters');
    const from = [{ pointer: '/query/from', code: 'invalid-value', detail: '' }];
    const period = new ProblemError({ slug: 'invalid-value', status: 422, fields: from });
    expect(problemWords(period, 'vi')).to.deep.equal({
      title: 'Không tìm được như vậy',
      detail: 'Giá trị không đúng dạng.',
    });
    const words = new ProblemError({ slug: 'too-many-words', status: 422, fields });
    expect(problemWords(words, 'vi').title).to.equal('Tìm quá nhiều chữ');
  });

  it('says of a server that is away that nobody knows whether a number was given, and that it is given once', () => {
    const away = new ProblemError({ slug: 'database-unavailable', status: 503 });
    for (const said of [problemWords(away, 'vi').detail, uiText.vi.waitingKept]) {
      expect(said).to.include('Chưa biết số đã được cấp hay chưa; thử lại không cấp thêm số.');
    }
    for (const said of [problemWords(away, 'en').detail, uiText.en.waitingKept]) {
      expect(said).to.include('Whether a number was given is not known; trying again gives no second one.');
    }
  });

  it('is told in both languages, by its slug or else by its status', () => {
    const offline = new ProblemError({ slug: 'offline', status: 0 });
    expect(problemWords(offline, 'vi').detail).to.include('còn nguyên');
    expect(problemWords(offline, 'en').title).to.equal('No network');
    const unheardOf = new ProblemError({ slug: 'never-heard-of', status: 404 });
    expect(problemWords(unheardOf, 'vi').title).to.equal('Không tìm thấy');
    expect(problemWords(new ProblemError({ slug: 'odd', status: 418 }), 'vi').title).to.equal('Có lỗi ngoài dự kiến');
  });
});
