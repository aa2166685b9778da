-- A tandem from half past eleven at night to half past twelve, and one tomorrow morning.
-- For `zone Europe/Berlin` and `now 2026-11-23T23:20:00`.
INSERT INTO person(id, given, family, organisation, language, colour, guest, hidden, archived, created) VALUES
	(1, 'Anna', 'Becker', 0, 'en', 0, 0, 0, 0, 0), (2, 'Ben', 'Koch', 0, 'en', 1, 0, 0, 0, 0),
	(3, 'Carla', 'Moreno', 0, 'en', 2, 0, 0, 0, 0), (4, 'Deniz', 'Şahin', 0, 'en', 3, 0, 0, 0, 0);
INSERT INTO session(id, model, title, starts, ends, state, walk_in, step) VALUES
	(10, 0, '', unixepoch('2026-11-23T23:30:00+01:00') * 1000, unixepoch('2026-11-24T00:30:00+01:00') * 1000, 0, 0, -1),
	(11, 1, '', unixepoch('2026-11-24T09:00:00+01:00') * 1000, unixepoch('2026-11-24T10:00:00+01:00') * 1000, 0, 0, -1);
INSERT INTO member(session, person, position, expected) VALUES (10, 1, 0, 1), (10, 2, 1, 1), (11, 3, 0, 1), (11, 4, 1, 1);
