// The screen in a canvas: rectangles of pixels come in, fingers and keys go out. See src/net/mirror.c.
'use strict';

const canvas = document.getElementById('screen');
const state = document.getElementById('state');
const picture = canvas.getContext('2d');
const held = new Set(); // fingers that are down
let socket = null;

function connect() {
	socket = new WebSocket('ws://' + location.host + '/ws');
	socket.binaryType = 'arraybuffer';
	socket.onopen = () => { state.textContent = ''; };
	socket.onmessage = (message) => paint(message.data);
	socket.onclose = () => {
		state.textContent = 'Not connected; trying again.';
		held.clear();
		setTimeout(connect, 1000);
	};
}

function paint(data) {
	const [x, y, w, h, screenW, screenH] = [0, 2, 4, 6, 8, 10].map((at) => new DataView(data).getUint16(at, true));
	if (canvas.width !== screenW || canvas.height !== screenH) {
		canvas.width = screenW;
		canvas.height = screenH;
	}
	picture.putImageData(new ImageData(new Uint8ClampedArray(data, 12), w, h), x, y);
}

function send(event) {
	if (socket.readyState === WebSocket.OPEN)
		socket.send(JSON.stringify(event));
}

function place(event) {
	const box = canvas.getBoundingClientRect();
	return {
		x: Math.round((event.clientX - box.left) * canvas.width / box.width),
		y: Math.round((event.clientY - box.top) * canvas.height / box.height),
	};
}

function touch(kind, event) {
	event.preventDefault();
	if (kind === 'down') {
		held.add(event.pointerId);
		canvas.setPointerCapture(event.pointerId);
		canvas.focus();
	} else if (!held.has(event.pointerId)) {
		return; // a mouse that only passes
	}
	if (kind === 'up' || kind === 'cancel')
		held.delete(event.pointerId);
	send({ e: kind, f: Math.abs(event.pointerId) % 0x7fffffff, ...place(event) });
}

canvas.addEventListener('pointerdown', (event) => touch('down', event));
canvas.addEventListener('pointermove', (event) => touch('move', event));
canvas.addEventListener('pointerup', (event) => touch('up', event));
canvas.addEventListener('pointercancel', (event) => touch('cancel', event));
canvas.addEventListener('contextmenu', (event) => event.preventDefault());
canvas.addEventListener('wheel', (event) => {
	event.preventDefault();
	send({ e: 'wheel', x: 0, y: Math.max(-2000, Math.min(2000, Math.round(-event.deltaY))) });
}, { passive: false });
canvas.addEventListener('keydown', (event) => {
	if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing)
		return; // the browser's own
	event.preventDefault();
	if ([...event.key].length === 1)
		send({ e: 'text', text: event.key });
	else
		send({ e: 'key', key: event.key, shift: event.shiftKey, ctrl: event.ctrlKey });
});
connect();
