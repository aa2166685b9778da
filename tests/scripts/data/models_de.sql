-- The same room as models.sql, in German.
-- For `zone Europe/Berlin` and `now 2026-11-23T09:58:00`.
INSERT INTO organisation(id, name, kind) VALUES (101, 'Harbour Housing', 0), (102, 'Stadtwerke Süd', 1), (103, 'Tafel am Kai', 2), (104, 'Bücherei Nord', 1);
INSERT INTO person(id, given, family, email, organisation, language, colour, guest, hidden, archived, created) VALUES
	(1, 'Anna', 'Becker', '', 102, 'de', 1, 0, 0, 0, 0),
	(2, 'Ben', 'Koch', '', 101, 'de', 2, 0, 0, 0, 0),
	(3, 'Carla', 'Moreno', '', 103, 'de', 3, 0, 0, 0, 0),
	(4, 'Deniz', 'Şahin', '', 102, 'de', 4, 0, 0, 0, 0),
	(5, 'Leo', 'van Beek', '', 103, 'de', 5, 0, 0, 0, 0),
	(6, 'Mira', 'Arslan', '', 102, 'de', 6, 0, 0, 0, 0),
	(7, 'Sam', 'Okafor', '', 104, 'de', 7, 0, 0, 0, 0),
	(8, 'Hugo', 'Ortiz', '', 101, 'de', 8, 0, 0, 0, 0),
	(9, 'Noor', 'Peters', '', 104, 'de', 9, 0, 0, 0, 0),
	(10, 'Esra', 'Wagner', '', 101, 'de', 10, 0, 0, 0, 0),
	(11, 'Farid', 'Lahmar', '', 104, 'de', 11, 0, 0, 0, 0),
	(12, 'Gita', 'Nowak', '', 104, 'de', 0, 0, 0, 0, 0),
	(13, 'Jonas', 'Brandt', '', 102, 'de', 1, 0, 0, 0, 0),
	(14, 'Katja', 'Lindner', '', 101, 'de', 2, 0, 0, 0, 0),
	(15, 'Paul', 'Fischer', '', 102, 'de', 3, 0, 0, 0, 0),
	(16, 'Rosa', 'Amadi', '', 103, 'de', 4, 0, 0, 0, 0);
INSERT INTO partnership(id, model, name, state, created, purpose, language, rhythm) VALUES
	(200, 0, '', 0, unixepoch('2026-11-02T10:00:00+01:00') * 1000, '', 'de', 2),
	(201, 1, 'Die ersten neunzig Tage', 0, unixepoch('2026-11-02T10:00:00+01:00') * 1000, '', 'de', 2),
	(202, 2, 'Notfallplan für die Tafel', 0, unixepoch('2026-11-02T10:00:00+01:00') * 1000, 'Ein Notfallplan, mit dem Freiwillige umgehen können', 'de', 2),
	(203, 3, 'Sam bei Harbour Housing', 0, unixepoch('2026-11-02T10:00:00+01:00') * 1000, 'Wie ein Wohnungsunternehmen Reparaturen plant', 'de', 2),
	(204, 4, 'Partner', 0, unixepoch('2026-11-02T10:00:00+01:00') * 1000, '', 'de', 3),
	(205, 5, 'Warme Wohnungen am Kai', 0, unixepoch('2026-11-02T10:00:00+01:00') * 1000, 'Keine kalte Wohnung am Kai bis zum übernächsten Winter', 'de', 2);
INSERT INTO partner(partnership, person, position, standing, joined, left_at, consent) VALUES
	(200, 1, 0, 0, 0, 0, 1), (200, 2, 1, 0, 0, 0, 1),
	(201, 3, 0, 1, 0, 0, 1), (201, 4, 1, 2, 0, 0, 1),
	(202, 5, 0, 0, 0, 0, 1), (202, 6, 1, 0, 0, 0, 1),
	(203, 7, 0, 3, 0, 0, 1), (203, 8, 1, 4, 0, 0, 1), (203, 9, 2, 5, 0, 0, 1),
	(204, 10, 0, 7, 0, 0, 1), (204, 11, 1, 0, 0, 0, 1), (204, 12, 2, 0, 0, 0, 1), (204, 13, 3, 0, 0, 0, 1),
	(205, 14, 0, 7, 0, 0, 1), (205, 15, 1, 0, 0, 0, 1), (205, 16, 2, 6, 0, 0, 1);
INSERT INTO note(id, session, topic, title, version, text, created, closed) VALUES
(400, 300, 0, 'Übergabe am Nachttelefon', 3,
'## Was uns auffiel
Montags dauern Übergaben vierzig Minuten.
! Was uns am meisten sorgt, kommt zuerst
## Was wir tun
- [ ] Ben: am Donnerstag im Stehen ausprobieren
- [ ] Anna: die Liste drucken bis Freitag
? Was kommt bei jeder Übergabe zuerst? Was uns am meisten sorgt', 0, 0),
(401, 301, 0, 'In der Morgenrunde etwas sagen', 3,
'## Frage des Tages
Wie sage ich, dass etwas unsicher ist?
## Gut zu wissen
Wer Bereitschaft hat, darf jede Arbeit anhalten.
! Ein Satz reicht, um eine Arbeit anzuhalten
## Rückmeldung
+ Du hast gefragt, bevor du geurteilt hast
+ Sag es in der ersten Minute
## Nächster Schritt
- [ ] Deniz: es einmal sagen bis Mittwoch', 0, 0),
(402, 302, 0, 'Wenn der Kühlraum ausfällt', 3,
'## Angeboten und gewünscht
Leo zeigt, wie ein Liefertag läuft; Mira, wie eine Leitwarte mit Ausfällen rechnet.
## Unser Werk
=> Eine Seite, die neben dem Kühlraum hängt
! Ein Plan, für den man sich anmelden muss, ist keiner
## Weiter
- [ ] Mira: die Seite zeichnen bis Dienstag
- [ ] Leo: zwei Freiwillige lesen lassen', 0, 0),
(403, 303, 0, 'Halbzeit der zwölf Wochen', 3,
'## Aufgabe und Zeit
Die Liste der Wohnungen ist fertig; sechs Wochen bleiben.
## So arbeiten sie hier
! Reparaturen werden nach Straßen geplant, nicht nach Beschwerden
## Von drei Seiten gesehen
Noor: Wir fragen jetzt zuerst die Hausmeister.
## Nach Hause bringen
! Einmal in der Woche mit der Reinigung durch die Filiale gehen
## Bis zum nächsten Treffen
- [ ] Sam: die erste Seite des Reparaturplans schreiben bis Freitag
- [ ] Hugo: eine Filiale zum Ausprobieren suchen', 0, 0),
(404, 304, 0, 'Partner', 3,
'## Wer vorstellt
Esra: Zum Mieterabend kommt niemand
## Fragen, die geholfen haben
? Wem würde er fehlen
## Nächste Schritte
- [ ] Esra: drei fragen, die nicht kamen, bis Freitag
! Der Abend gehört uns, nicht ihnen', 0, 0),
(405, 305, 0, 'Vierzig Wohnungen vor Januar', 3,
'## Unser Ziel
Keine kalte Wohnung am Kai bis zum übernächsten Winter.
## Was sich bewegt hat
Rosa: Die Leute machen jetzt die Tür auf.
## Was zwei und zwei ergab
! Die Tafel weiß, wer friert, wir wissen, welches Rohr es ist
=> Eine Liste der Wohnungen für alle drei
## Wer macht was
- [ ] Katja: die ersten zehn Wohnungen bis Freitag
- [ ] Rosa: überall mitgehen
- [ ] Paul: es der Rohrkolonne sagen', 0, 0);
-- Each of them at ten today, for an hour, a learning set for two; and the tandem a week ago.
INSERT INTO session(id, partnership, model, title, starts, ends, state, walk_in, focus, note, step, closed_at)
	SELECT n.session, p.id, model, name, unixepoch('2026-11-23T10:00:00+01:00') * 1000,
		unixepoch('2026-11-23T10:00:00+01:00', iif(model = 4, '+2 hours', '+1 hour')) * 1000, 0, 0,
		iif(model = 4, '', n.title), n.id, -1, 0 FROM partnership p JOIN note n ON n.session = p.id + 100;
INSERT INTO session(id, partnership, model, title, starts, ends, state, walk_in, focus, note, step, closed_at) VALUES
	(310, 200, 0, '', unixepoch('2026-11-16T10:00:00+01:00') * 1000, unixepoch('2026-11-16T11:00:00+01:00') * 1000, 4, 0, 'Was nachts verloren geht', 0, 3, unixepoch('2026-11-16T11:00:00+01:00') * 1000);
INSERT INTO member(session, person, position, expected)
	SELECT s.id, person, position, 1 FROM session s JOIN partner p USING (partnership);
INSERT INTO takeaway(id, session, topic, meeting, kind, text, owner, due, created, done, dropped, carried, partnership) VALUES
	(500, 310, 0, 0, 2, 'Die Tagschicht nach ihrer Liste fragen', 2, 0, unixepoch('2026-11-16T11:00:00+01:00') * 1000, 0, 0, 0, 200);
