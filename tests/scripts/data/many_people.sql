-- Ten thousand people, made up here; a tandem of two of them at ten.
-- For `zone Europe/Berlin` and `now 2026-11-23T09:58:00`.
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
INSERT INTO person(id, given, family, organisation, language, colour, guest, hidden, archived, created)
SELECT i, substr('MiraAnnaNoorHugoEsraLeosGitaSami', i % 8 * 4 + 1, 4) || char(97 + i / 8 % 26), 'Berg' || printf('%04d', i),
	0, 'en', i % 12, 0, 0, 0, 0 FROM n;
INSERT INTO person(id, given, family, organisation, language, colour, guest, hidden, archived, created)
VALUES (10001, 'Zdeněk', 'Quispe', 0, 'en', 1, 0, 0, 0, 0);
INSERT INTO session(id, model, title, starts, ends, state, walk_in, step) VALUES
	(20000, 0, '', unixepoch('2026-11-23T10:00:00+01:00') * 1000, unixepoch('2026-11-23T11:00:00+01:00') * 1000, 0, 0, -1);
INSERT INTO member(session, person, position, expected) VALUES (20000, 10001, 0, 1), (20000, 1, 1, 1);
